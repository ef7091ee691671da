import type { ReadonlyMat3 } from 'gl-matrix';
import type { Size } from '../core/size.ts';

/** Places are rounded to 1/256 of a texel (`imageAt` in shaders/scene.glsl): less than half of that is nothing. */
const NOTHING = 1 / 512;

/**
 * Whether each pixel of a canvas shows one texel as it is: then nothing has to be filtered.
 *
 * @param toTexel canvas px → texels
 */
export function isWholeShift(toTexel: ReadonlyMat3, { width, height }: Size): boolean {
  const [xx = 1, yx = 0, zx = 0, xy = 0, yy = 1, zy = 0, x = 0, y = 0, z = 1] = toTexel;
  if (zx !== 0 || zy !== 0 || z !== 1) return false;
  const offX = Math.abs(x - Math.round(x)) + Math.abs(xx - 1) * width + Math.abs(xy) * height;
  const offY = Math.abs(y - Math.round(y)) + Math.abs(yx) * width + Math.abs(yy - 1) * height;
  return Math.max(offX, offY) < NOTHING;
}
