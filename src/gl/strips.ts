import { mat3 } from 'gl-matrix';
import { greatestCommonDivisor } from '../core/fraction.ts';
import { type RenderPlan, showsTexelsExactly } from '../core/plan.ts';
import { type Axis, extent, type Rect, type Size } from '../core/size.ts';
import type { GraphicsContext } from './context.ts';
import { triangles } from './parts.ts';
import { NO_TITLE, type Program } from './programs.ts';
import type { ImagePart, SurfacePlace } from './surface.ts';
import { createTarget, type Target } from './target.ts';

/** What the strips of one plane may take, bytes; a larger image is drawn anew for each frame. */
const MOST_BYTES = 128 << 20;

/**
 * An image that moves by whole pixels along one axis shows the same plane in every frame, only
 * elsewhere. It is drawn once, as a strip so long that each frame finds its part in one piece; then a
 * frame is a copy. Strips begin at different pixels of a texel, as copies move by whole texels.
 *
 * @param program draws nothing but the image
 * @returns `undefined` where it can't be done: then every frame has to be drawn
 */
export function createStrips(
  { regl, maxTextureSize }: GraphicsContext,
  plan: RenderPlan,
  program: Program,
  { parts, grid }: SurfacePlace,
): ImagePart | undefined {
  const [rect] = parts.image;
  if (rect === undefined) return undefined;
  const { axis } = plan.spec.motion;
  const turn = extent(plan.image, axis);
  const cell = extent(grid.cell, axis);
  const size = lengthen(rect, axis, Math.ceil(turn / cell));
  if (!showsTexelsExactly(plan) || extent(size, axis) > maxTextureSize) return undefined;
  if (countPhases(plan, turn, cell) * 4 * size.width * size.height > MOST_BYTES) return undefined;

  const drawStrip = (phase: number): Target => {
    const strip = createTarget(regl, size);
    const whole = triangles([{ x: 0, y: 0, ...size }], size, false);
    const corners = regl.buffer(whole);
    program({
      framebuffer: strip.framebuffer,
      corners,
      count: whole.length,
      toTexel: moveTo(phase, axis, plan.layout.box),
      ...NO_TITLE,
      origin: [-rect.x, grid.firstRow - rect.y],
      screenHeight: 0,
    });
    corners.destroy();
    return strip;
  };
  const strips = new Map<number, Target>();
  const stripAt = (phase: number): Target => {
    const strip = strips.get(phase) ?? drawStrip(phase);
    strips.set(phase, strip);
    return strip;
  };

  return {
    draw({ toTexel }, { texture }) {
      const place = placeAlong(axis, toTexel, plan.layout.box, turn);
      const phase = place % cell;
      const start = (place - phase) / cell;
      const from = axis === 'x' ? { x: start, y: 0 } : { x: 0, y: start };
      const { x, y, width, height } = rect;
      stripAt(phase).framebuffer.use(() =>
        texture.subimage({ copy: true, ...from, width, height }, x, y),
      );
    },
    dispose() {
      for (const strip of strips.values()) strip.dispose();
    },
  };
}

function lengthen({ width, height }: Size, axis: Axis, by: number): Size {
  return axis === 'x' ? { width: width + by, height } : { width, height: height + by };
}

/** How many pixels of a texel a frame may begin at. */
function countPhases({ spec: { motion } }: RenderPlan, turn: number, cell: number): number {
  const stride = greatestCommonDivisor(Math.abs(motion.step), turn);
  return cell / greatestCommonDivisor(stride, cell);
}

/** The transform that shows the image's pixel `place` at the box's beginning. */
function moveTo(place: number, axis: Axis, { x, y }: Rect): mat3 {
  const along = axis === 'x' ? [place - x, -y] : [-x, place - y];
  return mat3.fromTranslation(mat3.create(), [along[0] ?? 0, along[1] ?? 0]);
}

/** Which pixel of the image a frame shows at the box's beginning, 0 … turn - 1. */
function placeAlong(axis: Axis, toTexel: mat3, box: Rect, turn: number): number {
  const place = Math.round(axis === 'x' ? toTexel[6] + box.x : toTexel[7] + box.y);
  return ((place % turn) + turn) % turn;
}
