import type { Rect, Size } from '../core/size.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Buffer, Framebuffer2D, Regl } from './context.ts';
import type { DrawnPart } from './effects.ts';
import type { DrawProps, FrameUniforms, Programs } from './programs.ts';
import { areaOf, areOnlyImage, divide, triangles } from './regions.ts';
import type { Layout } from '../film/frame/layout.ts';
import type { Surface } from './surface.ts';
import { createTarget, type Target } from './target.ts';
import type { Span } from '../titles/image.ts';
import { ownContext } from './own-context.ts';

/** What is drawn on some places. */
interface TriedPart extends Pick<DrawnPart, 'size' | 'framebuffer'> {
  draw(frame: FrameUniforms, shape: Pick<DrawProps, 'corners' | 'count'>): void;
}

/** What some pixels of a frame took, s, and what all of them would take. */
export interface Tried {
  readonly some: number;
  readonly all: number;
}

/** Frames of another film, which another one shows. */
export interface Beneath {
  readonly trialled: Trialled;
  /** How much its frames read (`readsOf` in gauge.ts), and in how many exposures. */
  readonly plan: RenderPlan;
  /** Its frame that is the first one here. */
  readonly first: number;
  /** Draws what is shown of it in a frame here, piece by piece, unless it is there. */
  readonly drawGradually: (index: number) => Generator<number, void>;
}

/** What is tried. */
export interface Trialled {
  readonly regl: Regl;
  readonly layout: Layout;
  /** Draw what is seen. */
  readonly programs: Programs;
  /** Are sampled by that. */
  readonly parts: readonly DrawnPart[];
  /** Draw on the screen, with the title, by the size of the canvas. */
  readonly toScreen: { get(size: Size): Surface };
  readonly toFramebuffer: { get(size: Size): Surface };
  /** Frames of other films that are shown. */
  readonly beneath: readonly Beneath[];
  /** Without a title; valid until the next call. */
  readonly uniformsAt: (index: number) => FrameUniforms;
  /** Paints a frame's title, and says where it is. */
  readonly titleSpanAt: (index: number) => Span;
}

/** What has been done: something was given to be drawn for the first time, which takes as long as it is compiled, or was tried. */
export type TrialStep = 'given' | 'tried';

/** Draws frames on some of their pixels alone, where nobody sees it, step by step. */
export interface Trial {
  /** Draws on one place, and waits for nothing: what draws first is compiled first. */
  compile(index: number): Generator<TrialStep, void>;
  /** @param blocks how many places are tried, evenly all over the frame */
  tryOut(index: number, blocks: number): Generator<TrialStep, Tried>;
  dispose(): void;
}

/** Graphics draw no less at once, px a side. */
const BLOCK = 4;

export function createTrial(trialled: Trialled): Trial {
  const { regl, layout, programs, parts, uniformsAt } = trialled;
  const { canvas, box } = layout;
  const { width, height } = canvas;
  const grid = { cell: { width: 1, height: 1 }, extent: canvas };
  const program = areOnlyImage(divide({ canvas, box }, undefined, grid))
    ? programs.image
    : programs.whole;
  const wait = createWait(regl);
  const beneath = trialled.beneath.map(({ trialled: below, first }) => ({
    trial: createTrial(below),
    first,
  }));
  let target: Target | undefined;
  const open = (): TriedPart => {
    target ??= createTarget(regl, { width, height });
    const { framebuffer } = target;
    return {
      size: canvas,
      framebuffer,
      draw: (frame, shape) =>
        program({ ...frame, ...shape, size: canvas, screenHeight: 0, framebuffer }),
    };
  };
  const shapes = new Map<string, Shape>();
  const shapeFor = (size: Size, blocks: number): Shape => {
    const key = `${size.width} ${size.height} ${blocks}`;
    const shape = shapes.get(key) ?? createShape(regl, size, blocks);
    shapes.set(key, shape);
    return shape;
  };
  const all = () => [...parts, open()] as readonly TriedPart[];
  return {
    *compile(index) {
      for (const { trial, first } of beneath) yield* trial.compile(first + index);
      for (const part of all()) {
        const { share: _, ...shape } = shapeFor(part.size, 1);
        part.draw(uniformsAt(index), shape);
        yield 'given';
      }
    },
    *tryOut(index, blocks) {
      const tried = { some: 0, all: 0 };
      for (const { trial, first } of beneath) {
        const below = yield* trial.tryOut(first + index, blocks);
        tried.some += below.some;
        tried.all += below.all;
      }
      for (const part of all()) {
        const { share, ...shape } = shapeFor(part.size, blocks);
        // What others have given the graphics meanwhile isn't measured.
        const { share: _, ...one } = shapeFor(part.size, 1);
        part.draw(uniformsAt(index), one);
        wait(part.framebuffer);
        const begun = performance.now();
        part.draw(uniformsAt(index), shape);
        wait(part.framebuffer);
        const took = (performance.now() - begun) / 1000;
        tried.some += took;
        tried.all += took / share;
        yield 'tried';
      }
      return tried;
    },
    dispose() {
      for (const { trial } of beneath) trial.dispose();
      target?.dispose();
      for (const { corners } of shapes.values()) corners.destroy();
    },
  };
}

/**
 * Waits for what is drawn into a framebuffer, as who reads of it does: in bytes, or, where it has more of a colour
 * (`Deepen`), in floats. What is read in a wrong way isn't waited for.
 */
function createWait(regl: Regl) {
  const gl = ownContext(regl);
  const bytes = new Uint8Array(4);
  const floats = new Float32Array(4);
  const deep = new Map<Framebuffer2D, boolean>();
  const isDeep = () =>
    gl.getFramebufferAttachmentParameter(
      gl.READ_FRAMEBUFFER,
      gl.COLOR_ATTACHMENT0,
      gl.FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE,
    ) === gl.FLOAT;
  return (framebuffer: Framebuffer2D) => {
    // Drawing has bound it: regl doesn't know what it holds.
    const inFloats = deep.get(framebuffer) ?? isDeep();
    deep.set(framebuffer, inFloats);
    if (inFloats) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, floats);
    else gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  };
}

interface Shape extends Pick<DrawProps, 'count'> {
  readonly corners: Buffer;
  /** Of all pixels. */
  readonly share: number;
}

function createShape(regl: Regl, size: Size, blocks: number): Shape {
  const rects = scatter(size, Math.ceil(Math.sqrt(blocks)));
  const corners = triangles(rects, size, false);
  return {
    corners: regl.buffer(corners),
    count: corners.length,
    share: areaOf(rects) / (size.width * size.height),
  };
}

/** Small squares, as many along each side, each in the middle of its part of the whole. */
function scatter({ width, height }: Size, along: number): Rect[] {
  const columns = spread(width, along);
  return spread(height, along).flatMap((y) =>
    columns.map((x) => ({ x: x.from, y: y.from, width: x.length, height: y.length })),
  );
}

function spread(length: number, along: number): { from: number; length: number }[] {
  const count = Math.min(along, Math.ceil(length / BLOCK));
  return Array.from({ length: count }, (_, n) => {
    const begin = Math.floor((n * length) / count);
    const end = Math.floor(((n + 1) * length) / count);
    const from = Math.floor((begin + end - Math.min(BLOCK, end - begin)) / 2);
    return { from, length: Math.min(BLOCK, end - begin) };
  });
}
