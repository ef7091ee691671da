import { mat3 } from 'gl-matrix';
import type { Shown } from './motion.ts';

/**
 * What a picture is seen through that is turned and enlarged about a point of it.
 *
 * @param centre in texture coordinates
 * @param scale how much larger it is seen
 * @param angle clockwise, radians
 */
export function turnAndScale(
  out: mat3,
  centre: readonly [number, number],
  scale: number,
  angle: number,
  { width, height }: Shown,
): mat3 {
  mat3.fromTranslation(out, centre);
  if (angle !== 0) {
    // Turned in pixels: shares of a side are longer along the longer one.
    mat3.scale(out, out, [1 / width, 1 / height]);
    mat3.rotate(out, out, -angle);
    mat3.scale(out, out, [width, height]);
  }
  mat3.scale(out, out, [1 / scale, 1 / scale]);
  return mat3.translate(out, out, [-centre[0], -centre[1]]);
}

/** What a picture is seen through that is moved to the right and down, in texture coordinates. */
export function shift(out: mat3, x: number, y: number): mat3 {
  return mat3.fromTranslation(out, [-x, -y]);
}

/** Two sizes and all between them, as even to the eye as can be: each frame grows by the same factor. */
export function between(from: number, to: number, share: number): number {
  return from * (to / from) ** share;
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
