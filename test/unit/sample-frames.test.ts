import { expect, it } from 'vitest';
import { sampleFrames } from '../../src/verify/sample-frames.ts';

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

it('to reach them hardly anything else is decoded', () => {
  const long = film(3600, 150);
  const decoded = sampleFrames(long).map((frame) => frame - long.keyFrameFor(frame));
  expect(Math.max(...decoded)).toBeLessThan(3600 / 32);
});
