import { describe, expect, it } from 'vitest';
import { alphaPlanes } from '../../src/core/planes/alpha-planes.ts';

/** By the matrix of BT.601, in limited range. */
const RED = { luma: 81, chroma: [90, 240] };
const BLACK = { luma: 16, chroma: [128, 128] };

const size = { width: 64, height: 16 };
/** Red where it is seen, and green where it isn't. */
function drawn(alphaAt: (x: number) => number): Uint8ClampedArray {
  const pixels = Array.from({ length: size.width * size.height }, (_, n) => {
    const alpha = alphaAt(n % size.width);
    return alpha > 0 ? [255, 0, 0, alpha] : [0, 255, 0, 0];
  });
  return Uint8ClampedArray.from(pixels.flat());
}

describe('a frame that is transparent', () => {
  const { color, alpha } = alphaPlanes(
    drawn((x) => (x < 3 ? 255 : x === 3 ? 1 : 0)),
    size,
  );
  const [luma, cb, cr] = [0, 1024, 1024 + 256].map((from, n) =>
    color.subarray(from, from + (n === 0 ? 1024 : 256)),
  );

  it('has alpha as a picture of its own, without colours', () => {
    expect([...alpha.subarray(0, 6)]).toEqual([255, 255, 255, 1, 0, 0]);
    expect(new Set(alpha.subarray(1024))).toEqual(new Set([128]));
  });

  it('goes on in the colours of what is seen, and is black further off', () => {
    const edge = [0, 3, 4, 15, 16, 31].map((x) => luma?.[x]);
    expect(edge).toEqual(edge.map(() => RED.luma));
    expect([cb?.[2], cr?.[2]]).toEqual(RED.chroma);
    expect([luma?.[32], cb?.[16], cr?.[16]]).toEqual([BLACK.luma, ...BLACK.chroma]);
  });

  it('is mixed by how much of each pixel is there', () => {
    const faint = Uint8ClampedArray.from([255, 0, 0, 255, 0, 0, 255, 1]);
    const mixed = alphaPlanes(faint, { width: 2, height: 1 }).color;
    expect([...mixed]).toEqual([RED.luma, 41, 91, 239]);
  });
});
