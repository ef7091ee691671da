import type { Size } from './size.ts';

/**
 * How films keep colours whose chroma is not halved: `444`, Y′CbCr of BT.709 in limited range; `rgb`, the pixels
 * themselves, as planes of green, blue and red.
 */
export type Sampling = '444' | 'rgb';

/** Rec. ITU-R BT.709-6, 3.2 and 3.4: for R′, G′ and B′ from 0 to 255, with what is added in limited range. */
export const TO_YCBCR = [
  [(0.2126 * 219) / 255, (0.7152 * 219) / 255, (0.0722 * 219) / 255, 16],
  [(-0.2126 / 1.8556) * (224 / 255), (-0.7152 / 1.8556) * (224 / 255), (0.5 * 224) / 255, 128],
  [(0.5 * 224) / 255, (-0.7152 / 1.5748) * (224 / 255), (-0.0722 / 1.5748) * (224 / 255), 128],
] as const;
/** Where planes of green, blue and red find themselves among four bytes. */
const GBR = [1, 2, 0] as const;

/**
 * Opaque pixels as three planes of their size, one behind the other.
 *
 * @param rgba four bytes a pixel
 */
export function samplePlanes(
  rgba: Uint8Array | Uint8ClampedArray,
  { width, height }: Size,
  sampling: Sampling,
): Uint8Array<ArrayBuffer> {
  const pixels = width * height;
  const planes = new Uint8Array(3 * pixels);
  for (let plane = 0; plane < 3; plane++) {
    const into = planes.subarray(plane * pixels, (plane + 1) * pixels);
    if (sampling === 'rgb') takeChannel(rgba, GBR[plane] ?? 0, into);
    else weigh(rgba, TO_YCBCR[plane] ?? TO_YCBCR[0], into);
  }
  return planes;
}

function takeChannel(rgba: Uint8Array | Uint8ClampedArray, offset: number, into: Uint8Array): void {
  for (let n = 0; n < into.length; n++) into[n] = rgba[4 * n + offset] ?? 0;
}

function weigh(
  rgba: Uint8Array | Uint8ClampedArray,
  [red, green, blue, added]: (typeof TO_YCBCR)[number],
  into: Uint8Array,
): void {
  for (let n = 0; n < into.length; n++) {
    const [r, g, b] = [rgba[4 * n] ?? 0, rgba[4 * n + 1] ?? 0, rgba[4 * n + 2] ?? 0];
    into[n] = Math.round(red * r + green * g + blue * b + added);
  }
}
