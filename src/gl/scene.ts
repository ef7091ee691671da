import { mat3 } from 'gl-matrix';
import planesShader from '../../shaders/planes.frag?raw';
import screenShader from '../../shaders/screen.frag?raw';
import { createMotion } from '../core/motion.ts';
import { nv12Layout } from '../core/nv12.ts';
import type { RenderPlan } from '../core/plan.ts';
import type { Rect, Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import type { Framebuffer2D, Regl, Texture2D } from './context.ts';
import { divide, type Grid, type Parts, triangles } from './parts.ts';
import {
  createLinker,
  type DrawProps,
  type FrameUniforms,
  type Program,
  type Programs,
  type TitleTexture,
} from './programs.ts';
import type { TitlePainter } from './title.ts';

/** Draws frames through the GLSL function `scene`. */
export interface Scene {
  dispose(): void;
  /** As RGBA; `null` is the screen. */
  screen(frame: Frame, target: Framebuffer2D | null): void;
  /** As the NV12 planes of a film of this size, which lie in the target one below the other. */
  planes(frame: Frame, target: Framebuffer2D, filmSize: Size): void;
}

/** Draws one plane of a framebuffer; `all` of it, or what changes from frame to frame. */
type DrawSurface = (frame: FrameUniforms, framebuffer: Framebuffer2D | null, all: boolean) => void;

/** Takes the image texture over and frees it. */
export function createScene(
  regl: Regl,
  image: Texture2D,
  plan: RenderPlan,
  painter: TitlePainter | undefined,
): Scene {
  const { canvas } = plan.layout;
  const title = painter && { painter, strip: createStrip(regl, painter, canvas) };
  const link = createLinker(regl, image, plan, title);
  const uniformsOf = createFrameUniforms(plan, title);
  const surface = (programs: Programs, grid: Grid, target: Size, flip = false) =>
    createSurface(regl, programs, divide(plan.layout, painter, grid), grid.firstRow, target, flip);

  const rgba = link(screenShader);
  const pixelGrid: Grid = { cell: { width: 1, height: 1 }, firstRow: 0, extent: canvas };
  const toScreen = surface(rgba, pixelGrid, canvas, true);
  const toFramebuffer = surface(rgba, pixelGrid, canvas);

  const luma = link(planesShader);
  const chroma = link(planesShader, ['CHROMA']);
  const planeSurfaces = keyedBy((film: Size) => {
    const { texels } = nv12Layout(film);
    const grid = { cell: { width: 4, height: 1 }, firstRow: 0, extent: film };
    const chromaGrid = { cell: { width: 4, height: 2 }, firstRow: film.height, extent: film };
    return [surface(luma, grid, texels), surface(chroma, chromaGrid, texels)];
  });
  const begun = new WeakSet<Framebuffer2D>();

  return {
    screen(frame, framebuffer) {
      const draw = framebuffer === null ? toScreen : toFramebuffer;
      draw(uniformsOf(frame), framebuffer, true);
    },
    planes(frame, framebuffer, filmSize) {
      const uniforms = uniformsOf(frame);
      for (const draw of planeSurfaces(filmSize))
        draw(uniforms, framebuffer, !begun.has(framebuffer));
      begun.add(framebuffer);
    },
    dispose() {
      image.destroy();
      title?.strip.destroy();
    },
  };
}

function createSurface(
  regl: Regl,
  programs: Programs,
  parts: Parts,
  firstRow: number,
  target: Size,
  flip: boolean,
): DrawSurface {
  const drawer = (program: Program, rects: readonly Rect[]) => {
    if (rects.length === 0) return () => {};
    const shape = triangles(rects, target, flip);
    const corners = regl.buffer(shape);
    return (props: Omit<DrawProps, 'corners' | 'count'>) =>
      program({ ...props, corners, count: shape.length });
  };
  const whole = drawer(programs.whole, parts.whole);
  const image = drawer(programs.image, parts.image);
  const rim = drawer(programs.whole, parts.rim);
  const title = drawer(programs.title, parts.title);

  return (frame, framebuffer, all) => {
    const props = { ...frame, framebuffer, firstRow, flip: flip ? 1 : 0 };
    // Where the canvas is nothing but the image, the whole of it never has to be drawn.
    const only = parts.rim.length === 0 && sameArea(parts.whole, parts.image);
    if (all && !only) {
      whole(props);
    } else {
      image(props);
      rim(props);
    }
    title(props);
  };
}

function sameArea(a: readonly Rect[], b: readonly Rect[]): boolean {
  const area = (rects: readonly Rect[]) =>
    rects.reduce((sum, { width, height }) => sum + width * height, 0);
  return area(a) === area(b);
}

/** Made once for each size. */
function keyedBy<T>(make: (size: Size) => T): (size: Size) => T {
  const made = new Map<string, T>();
  return (size) => {
    const key = `${size.width}x${size.height}`;
    const known = made.get(key) ?? make(size);
    made.set(key, known);
    return known;
  };
}

function createStrip(regl: Regl, { height }: TitlePainter, { width }: Size): Texture2D {
  return regl.texture({ format: 'luminance', width, height });
}

/** The image's place and the title, frame by frame. */
function createFrameUniforms(plan: RenderPlan, title: TitleTexture | undefined) {
  const motion = createMotion(plan.spec.motion);
  const padding = plan.layout.title.fontSize / 2;
  let painted = -1;
  let titlePanel: readonly [number, number] = [0, 0];

  return (frame: Frame): FrameUniforms => {
    if (title && painted !== frame.index) {
      const { strip, painter } = title;
      const { coverage, left, right } = painter.paint(frame.index);
      const { width, height } = strip;
      strip.subimage({ format: 'luminance', width, height, data: coverage });
      titlePanel = [left - padding, right + padding];
      painted = frame.index;
    }
    const { transform } = motion(frame, plan.image);
    return { toTexel: placeImage(transform, plan.layout.box, plan.texture), titlePanel };
  };
}

/** Canvas px → texels: into the box (0…1), through the motion, onto the texture's grid. In doubles. */
function placeImage(transform: mat3, box: Rect, texture: Size): mat3 {
  const matrix = mat3.fromScaling(mat3.create(), [texture.width, texture.height]);
  mat3.multiply(matrix, matrix, transform);
  mat3.scale(matrix, matrix, [1 / box.width, 1 / box.height]);
  return mat3.translate(matrix, matrix, [-box.x, -box.y]);
}
