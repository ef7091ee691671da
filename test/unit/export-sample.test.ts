import { describe, expect, it } from 'vitest';
import { estimateBytes, sampleRanges } from '../../src/page/export/export-size.ts';
import { withPreset } from '../../src/page/export/export-presets.ts';
import { filmPlan } from '../film-plan.ts';

/** A key frame, frames behind it that are large at first, and those that have settled. */
const GROUP = [
  1000,
  ...Array.from({ length: 7 }, () => 200),
  ...Array.from({ length: 8 }, () => 100),
];
const bytes = GROUP.reduce((sum, each) => sum + each, 0);
/** Files of 500 bytes beside their frames, and 10 for each. */
const encoded = [
  { groups: [[1000]], file: 1000 + 500 + 10 },
  { groups: [GROUP], file: bytes + 500 + 16 * 10 },
];
const usual = { range: { first: 0, last: 59 }, frameCount: 60, keyFrameInterval: 240 };

it.each([
  ['a group’s first frames, and on from there as they have settled', {}, bytes + 44 * 100, 60],
  ['as many groups as it has', { keyFrameInterval: 30 }, 2 * (bytes + 14 * 100), 60],
  ['all its loops', { loops: 3 }, 3 * (bytes + 44 * 100), 180],
  ['as much of them as it lasts', { loops: 3, length: 150 }, 2.5 * (bytes + 44 * 100), 150],
] as const)('a film is as large as %s', (_, plan, frames, count) => {
  expect(estimateBytes(encoded, filmPlan({ ...usual, ...plan }))).toBe(frames + 500 + 10 * count);
});

it('a film is as large as what it is drawn from, once, or as all of it that was encoded', () => {
  const scene = filmPlan({ ...usual, encoder: { name: 'scene', reason: '' } });
  expect(estimateBytes([{ groups: [[1000]], file: 1010 }], scene)).toBe(1010);
  const short = filmPlan({ ...usual, range: { first: 0, last: 15 }, keyFrameInterval: 8 });
  expect(estimateBytes(encoded, short)).toBe(bytes + 500 + 16 * 10);
});

describe('what is encoded for that', () => {
  it('stands at three places, none of them across a key frame', () => {
    const ranges = sampleRanges(
      filmPlan({ ...usual, range: { first: 0, last: 239 }, keyFrameInterval: 120 }),
    );
    expect(ranges).toEqual([
      { first: 96, last: 119 },
      { first: 28, last: 51 },
      { first: 188, last: 211 },
    ]);
  });

  it('is all of a short film, and the first group of vectors', () => {
    const range = { first: 5, last: 40 };
    expect(sampleRanges(filmPlan({ ...usual, range }))).toEqual([range]);
    const rolled = {
      ...usual,
      range: { first: 0, last: 999 },
      encoder: { name: 'rolled', reason: '' },
    } as const;
    expect(sampleRanges(filmPlan(rolled))).toEqual([{ first: 0, last: 239 }]);
  });
});

it('a preset says only what isn’t usual, and ends what was said of the codec before', () => {
  const draft = { frames: 9, codec: 'av1', quantizer: 90 };
  const h264 = { codec: 'h264', format: 'mp4', quality: 'standard' } as const;
  expect(withPreset(draft, h264)).toEqual({ frames: 9 });
  const av1 = { codec: 'av1', format: 'mp4', quality: 'draft' } as const;
  expect(withPreset(draft, av1)).toEqual({ frames: 9, codec: 'av1', quality: 'draft' });
  const gif = { codec: 'gif', format: 'gif', quality: 'standard' } as const;
  expect(withPreset(draft, gif)).toEqual({ frames: 9, format: 'gif' });
});
