import type { Geometry } from './geometry.ts';
import type { Place } from './place.ts';

/**
 * Chroma of a macroblock as its vector fetches it (8.4.1.4, 8.4.2.2.2): in eighths of a sample, outside the
 * picture from its edge.
 *
 * @param x, y the vector of luma, quarters of a pixel
 */
export function predictChroma(
  from: Uint8Array,
  to: Uint8Array,
  { columns, rows }: Geometry,
  { column, row }: Place,
  x: number,
  y: number,
): void {
  const stride = 8 * columns;
  const [right, down] = [x & 7, y & 7];
  const [left, top] = [8 * column + (x >> 3), 8 * row + (y >> 3)];
  for (let v = 0; v < 8; v++) {
    const upper = stride * clip(top + v, 8 * rows - 1);
    const lower = stride * clip(top + v + 1, 8 * rows - 1);
    const at = (8 * row + v) * stride + 8 * column;
    for (let u = 0; u < 8; u++) {
      const own = clip(left + u, stride - 1);
      const next = clip(left + u + 1, stride - 1);
      const above = (8 - right) * (from[upper + own] ?? 0) + right * (from[upper + next] ?? 0);
      const below = (8 - right) * (from[lower + own] ?? 0) + right * (from[lower + next] ?? 0);
      to[at + u] = ((8 - down) * above + down * below + 32) >> 6;
    }
  }
}

function clip(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}
