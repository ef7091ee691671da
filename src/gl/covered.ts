import type { mat3 } from 'gl-matrix';

/** What covers so much more along one axis than along the other is still looked at in one place. */
const HARDLY_MORE = 1 + 1 / 64;

/**
 * The level of an image whose texels are as large as what each pixel of a frame covers, 0 and more, as `coveredBy` in
 * levels.glsl finds it for a pixel; `undefined` where that is looked at in several places.
 *
 * @param toTexel canvas px → texels of the image; affine
 */
export function levelOfAll(toTexel: mat3): number | undefined {
  const xx = toTexel[0] ** 2 + toTexel[3] ** 2;
  const yy = toTexel[1] ** 2 + toTexel[4] ** 2;
  const apart = Math.hypot(xx - yy, 2 * (toTexel[0] * toTexel[1] + toTexel[3] * toTexel[4]));
  // Squares of both axes.
  const longer = (xx + yy + apart) / 2;
  const shorter = Math.max((xx + yy - apart) / 2, 1);
  if (longer > shorter * HARDLY_MORE ** 2) return undefined;
  return Math.log2(Math.max(longer, shorter)) / 2;
}
