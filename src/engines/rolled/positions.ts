import { modulo } from '../../core/values/whole-numbers.ts';

/** Positions are counted in 1/256 texel, to which `scene.glsl` rounds them. */
const SUBTEXEL_BITS = 8;
export const SUBTEXELS = 1 << SUBTEXEL_BITS;

/**
 * The positions of a line of pixels on a line of texels, as `scene.glsl` samples them, where it goes on from
 * the other end.
 *
 * @param length of the image, px; the line is two images and a pixel long
 * @param texels of the image
 * @param fraction how far into the image's first pixel the line begins, 0…1 px
 * @returns for each pixel where it lies behind the middle of the first texel, in `SUBTEXELS` of a texel
 */
export function placeLine(
  length: number,
  texels: number,
  fraction: number,
  filter: 'linear' | 'nearest',
): Int32Array {
  const line = new Int32Array(2 * length + 1);
  for (let pixel = 0; pixel < length; pixel++) {
    const place = ((pixel + fraction + 0.5) * texels) / length;
    const position =
      filter === 'linear'
        ? Math.floor((place - 0.5) * SUBTEXELS + 0.5)
        : SUBTEXELS * Math.floor(place + 1 / 512);
    line[pixel] = modulo(position, texels * SUBTEXELS);
  }
  line.copyWithin(length, 0, length);
  line[2 * length] = line[0] ?? 0;
  return line;
}

/** The texel before a position. */
export function texelAt(position: number): number {
  return position >> SUBTEXEL_BITS;
}

/** How near a position is to the next texel, in `SUBTEXELS`. */
export function weightAt(position: number): number {
  return position & (SUBTEXELS - 1);
}
