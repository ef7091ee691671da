/** Places are counted in parts of a texel, as `scene.glsl` rounds them. */
const PARTS_BITS = 8;
export const PARTS = 1 << PARTS_BITS;

/**
 * Places a line of pixels on a line of texels as `scene.glsl` does, where it goes on from the other end.
 *
 * @param length of the image, px; the line is two images and a pixel long
 * @param texels of the image
 * @param fraction how far into the image's first pixel the line begins, 0…1 px
 * @returns for each pixel where it lies behind the middle of the first texel, in `PARTS` of a texel
 */
export function placeLine(
  length: number,
  texels: number,
  fraction: number,
  filter: 'linear' | 'nearest',
): Int32Array {
  const around = texels * PARTS;
  const line = new Int32Array(2 * length + 1);
  for (let pixel = 0; pixel < length; pixel++) {
    const place = ((pixel + fraction + 0.5) * texels) / length;
    const parts =
      filter === 'linear'
        ? Math.floor((place - 0.5) * PARTS + 0.5)
        : PARTS * Math.floor(place + 1 / 512);
    line[pixel] = (parts + around) % around;
  }
  line.copyWithin(length, 0, length);
  line[2 * length] = line[0] ?? 0;
  return line;
}

/** The texel before a place. */
export function texelAt(place: number): number {
  return place >> PARTS_BITS;
}

/** How near a place is to the next texel, in `PARTS`. */
export function weightAt(place: number): number {
  return place & (PARTS - 1);
}
