import type { ImagePlanes } from '../src/codecs/h264-rolled/index.ts';
import type { Size } from '../src/core/size.ts';

/** An image with edges, slopes and grain in all of its planes, I420. */
export function makeImage(
  { width, height }: Size,
  grain: number,
  [luma, cb, cr]: readonly [number, number, number] = [3, 5, 7],
): ImagePlanes {
  const plane = (columns: number, rows: number, seed: number) => {
    const bytes = new Uint8Array(columns * rows);
    let noise = seed;
    for (let n = 0; n < bytes.length; n++) {
      noise = (Math.imul(noise, 1_103_515_245) + 12_345) >>> 0;
      const [x, y] = [n % columns, Math.floor(n / columns)];
      const shape =
        110 + 90 * Math.sin((x * seed) / 40) * Math.cos(y / 11) + ((x ^ y) & 8 ? 20 : 0);
      bytes[n] = Math.max(0, Math.min(255, shape + ((noise >>> 16) % (grain + 1))));
    }
    return { bytes, offset: 0, stride: columns, step: 1 as const };
  };
  return {
    luma: plane(width, height, luma),
    chroma: [plane(width / 2, height / 2, cb), plane(width / 2, height / 2, cr)],
  };
}
