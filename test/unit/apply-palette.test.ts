import { describe, expect, it } from 'vitest';
import { createQuantizer } from '../../src/codecs/gif/apply-palette.ts';
import { DITHER_NAMES } from '../../src/codecs/gif/dither-names.ts';

const BLACK_AND_WHITE = [
  [0, 0, 0],
  [255, 255, 255],
] as const;

/** Of one grey. */
function flat(level: number, width = 16, height = 16) {
  const data = new Uint8ClampedArray(4 * width * height).fill(level);
  return { width, height, data };
}

function mean(places: Uint8Array): number {
  return places.reduce((sum, place) => sum + 255 * place, 0) / places.length;
}

describe.each(DITHER_NAMES)('dither %s', (dither) => {
  it('keeps colours that the palette has', () => {
    const { apply } = createQuantizer(BLACK_AND_WHITE, dither);
    expect(mean(apply(flat(255)))).toBe(255);
    expect(mean(apply(flat(0)))).toBe(0);
  });
});

describe('a grey between two colours', () => {
  it('is both of them in turn where it is diffused, as often as it takes', () => {
    const { apply } = createQuantizer(BLACK_AND_WHITE, 'diffusion');
    expect(Math.abs(mean(apply(flat(64, 64, 64))) - 64)).toBeLessThan(4);
  });

  it('is a pattern that is the same wherever it begins, where it is ordered', () => {
    const greys = [
      [120, 120, 120],
      [136, 136, 136],
    ] as const;
    const { apply } = createQuantizer(greys, 'ordered');
    const places = apply(flat(126));
    const share = places.reduce((sum, place) => sum + place, 0) / places.length;
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(0.55);
    expect(places.slice(0, 8)).toEqual(places.slice(8, 16));
    expect(places.slice(0, 16)).toEqual(places.slice(8 * 16, 9 * 16));
  });

  it('is the nearer one where there is no dither', () => {
    const { apply } = createQuantizer(BLACK_AND_WHITE, 'none');
    expect(mean(apply(flat(100)))).toBe(0);
    expect(mean(apply(flat(160)))).toBe(255);
  });

  it('has a pattern that reaches as far as the palette’s colours lie apart, and no farther', () => {
    // Sixteen greys, 8 levels apart: what lies between two of them is never shown by a third.
    const greys = Array.from({ length: 16 }, (_, n) => [8 * n, 8 * n, 8 * n] as const);
    const { apply } = createQuantizer(greys, 'ordered');
    const shown = new Set([...apply(flat(60))].map((place) => greys[place]?.[0]));
    expect([...shown].toSorted((a = 0, b = 0) => a - b)).toEqual([56, 64]);
    // And two that are far apart, all the same, as often as it takes.
    const ink = createQuantizer(BLACK_AND_WHITE, 'ordered');
    expect(Math.abs(mean(ink.apply(flat(64, 64, 64))) - 64)).toBeLessThan(4);
  });
});
