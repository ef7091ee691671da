import { mat3 } from 'gl-matrix';
import { greatestCommonDivisor } from '../core/fraction.ts';
import { type RenderPlan, showsTexelsExactly } from '../core/plan.ts';
import { type Axis, extent, type Rect, type Size } from '../core/size.ts';
import type { GraphicsContext } from './context.ts';
import { type Grid, triangles } from './parts.ts';
import { type FrameUniforms, NO_TITLE, type Program } from './programs.ts';
import { copyPart, createTarget, type Target } from './target.ts';

/** Where the image's part of a plane is in a strip. */
export interface Place {
  readonly strip: Target;
  /** The texel of the strip at which it begins. */
  readonly x: number;
  readonly y: number;
}

/** A plane of an image that moves by whole pixels. */
export interface StripPlane {
  /** Draws nothing but the image. */
  readonly program: Program;
  /** The plane's part that shows the image, in texels of the film's target. */
  readonly rect: Rect;
  readonly grid: Grid;
}

export interface Strips {
  find(frame: FrameUniforms): Place;
  dispose(): void;
}

/** What the strips of one set may take, bytes; a larger image is drawn anew for each frame. */
const MOST_BYTES = 192 << 20;

/**
 * An image that moves by whole pixels along one axis shows the same planes in every frame, only
 * elsewhere. They are drawn once, as a strip so long that each frame finds its part in one piece. Strips
 * begin at different pixels of a texel, as their parts are found by whole texels.
 *
 * @param planes one, or several that lie in the strip one below the other and move along x
 * @returns `undefined` where it can't be done: then every frame has to be drawn
 */
export function createStrips(
  { regl, maxTextureSize }: GraphicsContext,
  plan: RenderPlan,
  planes: readonly StripPlane[],
): Strips | undefined {
  const [first] = planes;
  if (first === undefined || !showsTexelsExactly(plan)) return undefined;
  const { axis } = plan.spec.motion;
  const turn = extent(plan.image, axis);
  const cell = extent(first.grid.cell, axis);
  const height = planes.reduce((sum, { rect }) => sum + rect.height, 0);
  const frame = { width: first.rect.width, height };
  const size = resize(frame, axis, extent(frame, axis) + Math.ceil(turn / cell));
  if (Math.max(size.width, size.height) > maxTextureSize) return undefined;
  if (countPhases(plan, turn, cell) * 4 * size.width * size.height > MOST_BYTES) return undefined;

  const draw = (phase: number, into: Size): Target => {
    const target = createTarget(regl, into);
    let top = 0;
    for (const { program, rect, grid } of planes) {
      const rows = planes.length === 1 ? into.height : rect.height;
      const shape = triangles([{ x: 0, y: top, width: into.width, height: rows }], into, false);
      const corners = regl.buffer(shape);
      program({
        framebuffer: target.framebuffer,
        corners,
        count: shape.length,
        toTexel: moveTo(phase, axis, plan.layout.box),
        ...NO_TITLE,
        origin: [-rect.x, top + grid.firstRow - rect.y],
        screenHeight: 0,
      });
      corners.destroy();
      top += rows;
    }
    return target;
  };
  const drawStrip = (phase: number): Target => {
    if (turn % cell !== 0) return draw(phase, size);
    // What comes after a whole turn has been drawn already.
    const once = resize(size, axis, turn / cell);
    const drawn = draw(phase, once);
    const strip = createTarget(regl, size);
    fill(strip, size, drawn, once, axis);
    drawn.dispose();
    return strip;
  };
  const strips = new Map<number, Target>();
  const stripAt = (phase: number): Target => {
    const strip = strips.get(phase) ?? drawStrip(phase);
    strips.set(phase, strip);
    return strip;
  };

  return {
    find({ toTexel }) {
      const place = placeAlong(axis, toTexel, plan.layout.box, turn);
      const phase = place % cell;
      const start = (place - phase) / cell;
      const strip = stripAt(phase);
      return axis === 'x' ? { strip, x: start, y: 0 } : { strip, x: 0, y: start };
    },
    dispose() {
      for (const strip of strips.values()) strip.dispose();
    },
  };
}

/** Fills a target with copies of a shorter one, one behind the other along an axis. */
function fill(target: Target, size: Size, piece: Target, pieceSize: Size, axis: Axis): void {
  const step = extent(pieceSize, axis);
  for (let start = 0; start < extent(size, axis); start += step) {
    const length = Math.min(step, extent(size, axis) - start);
    const part = { x: 0, y: 0, ...resize(pieceSize, axis, length) };
    copyPart(piece, part, target, axis === 'x' ? start : 0, axis === 'y' ? start : 0);
  }
}

function resize({ width, height }: Size, axis: Axis, length: number): Size {
  return axis === 'x' ? { width: length, height } : { width, height: length };
}

/** How many pixels of a texel a frame may begin at. */
function countPhases({ spec: { motion } }: RenderPlan, turn: number, cell: number): number {
  const stride = greatestCommonDivisor(Math.abs(motion.step), turn);
  return cell / greatestCommonDivisor(stride, cell);
}

/** The transform that shows the image's pixel `place` at the box's beginning. */
function moveTo(place: number, axis: Axis, { x, y }: Rect): mat3 {
  return mat3.fromTranslation(mat3.create(), axis === 'x' ? [place - x, -y] : [-x, place - y]);
}

/** Which pixel of the image a frame shows at the box's beginning, 0 … turn - 1. */
function placeAlong(axis: Axis, toTexel: mat3, box: Rect, turn: number): number {
  const place = Math.round(axis === 'x' ? toTexel[6] + box.x : toTexel[7] + box.y);
  return ((place % turn) + turn) % turn;
}
