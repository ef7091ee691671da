import { describe, expect, it } from 'vitest';
import {
  deepPlanes,
  drawnPlanes,
  fineDetail,
  frameErrors,
  type FramePlanes,
  meanSquaredError,
  psnr,
} from '../../src/verify/compare.ts';
import { createNv12 } from '../../src/core/planes/nv12.ts';

const SIZE = { width: 3, height: 2 };
const samples = (bytes: number[], more = {}) => ({
  values: Uint8Array.from(bytes),
  offset: 0,
  stride: 3,
  step: 1,
  ...more,
});

describe('a comparison of samples', () => {
  it('is of the mean of the squares, wherever they lie', () => {
    const a = samples([16, 30, 44, 58, 72, 90]);
    const padded = samples([9, 16, 9, 30, 9, 44, 9, 99, 9, 58, 9, 72, 9, 93], {
      offset: 1,
      stride: 8,
      step: 2,
    });
    expect(meanSquaredError(a, a, SIZE)).toBe(0);
    expect(meanSquaredError(a, padded, SIZE)).toBe(9 / 6);
    expect(psnr(0)).toBe(Infinity);
    expect(psnr(1)).toBeCloseTo(48.13, 2);
    expect(psnr(255 ** 2)).toBe(0);
  });

  it('knows how much of a picture is detail', () => {
    expect(fineDetail(samples([9, 9, 9, 70, 70, 70]), SIZE)).toBe(0);
    expect(fineDetail(samples([0, 10, 0, 10, 0, 10]), SIZE)).toBe(50);
  });
});

describe('a comparison of frames', () => {
  const size = { width: 4, height: 2 };
  const nv12 = createNv12(size);
  nv12.bytes.set([16, 235, 16, 235, 16, 235, 16, 235, 240, 16, 240, 16]);
  const drawn = drawnPlanes(nv12);

  it('takes the worse of the colours', () => {
    const decoded: FramePlanes = {
      luma: samples([16, 235, 16, 235, 16, 235, 16, 235], { stride: 4 }),
      chroma: [samples([240, 240]), samples([16, 20])],
      fullRange: false,
    };
    expect(frameErrors(decoded, drawn, size)).toEqual({ luma: 0, chroma: 8 });
  });

  it('counts errors of ten bits in levels of eight', () => {
    const samples10 = (level: number) =>
      deepPlanes({ samples: new Uint16Array(12).fill(level) }, size, undefined);
    expect(frameErrors(samples10(500), samples10(508), size)).toEqual({ luma: 4, chroma: 4 });
  });

  it('brings full range to the limited one', () => {
    const decoded: FramePlanes = {
      luma: samples([0, 255, 0, 255, 0, 255, 0, 255], { stride: 4 }),
      chroma: [samples([255, 255]), samples([0, 0])],
      fullRange: true,
    };
    const { luma, chroma } = frameErrors(decoded, drawn, size);
    expect(luma).toBe(0);
    expect(chroma).toBeLessThanOrEqual(1);
  });
});
