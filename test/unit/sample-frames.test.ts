import { expect, it } from 'vitest';
import { sampleDrawn, sampleFrames, sampleWhole } from '../../src/verify/sample-frames.ts';

function film(frames: number, interval: number) {
  return { frames, keyFrameFor: (frame: number) => frame - (frame % interval) };
}

it.for([
  // The first, of GOPs what follows their key frames, and of the first one how errors gather.
  [240, 120, [0, 1, 8, 121]],
  [30, 150, [0, 1, 8]],
  [900, 150, [0, 1, 28, 151, 451, 751]],
  [1, 150, [0]],
  [2, 150, [0, 1]],
  // Pictures are all key frames.
  [10, 1, [0, 1, 4, 7, 9]],
] as const)(
  'of %i frames, a key frame every %i, are compared: %o',
  ([frames, interval, chosen]) => {
    expect(sampleFrames(film(frames, interval))).toEqual(chosen);
  },
);

it.for([
  [1, [0]],
  [2, [0, 1]],
  [10, [0, 4, 9]],
] as const)(
  'of %i frames that are drawn from the same pictures are compared: %o',
  ([frames, chosen]) => {
    expect(sampleDrawn({ frames })).toEqual(chosen);
  },
);

it('to reach them hardly anything else is decoded', () => {
  const long = film(3600, 150);
  const decoded = sampleFrames(long).map((frame) => frame - long.keyFrameFor(frame));
  expect(Math.max(...decoded)).toBeLessThan(3600 / 32);
});

it.for([
  // All is decoded where the last frame of each group is.
  [240, 120, [0, 1, 8, 119, 121, 239]],
  [1, 150, [0]],
  [10, 1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
] as const)(
  'of %i frames, a key frame every %i, all is looked at by: %o',
  ([frames, interval, chosen]) => {
    expect(sampleWhole(film(frames, interval))).toEqual(chosen);
  },
);

it('of a film of hours only so much, from its beginning to its end', () => {
  for (const interval of [1, 150]) {
    const long = film(432_000, interval);
    const chosen = sampleWhole(long);
    expect(chosen.length).toBeLessThan(80);
    expect(chosen.at(-1)).toBe(431_999);
    const decoded = chosen.map((frame) => 1 + frame - long.keyFrameFor(frame));
    expect(decoded.reduce((sum, each) => sum + each, 0)).toBeLessThan(3000);
  }
});
