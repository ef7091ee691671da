import { expect, it } from 'vitest';
import { sampleFrames } from '../../src/verify/sample-frames.ts';

function film(frames: number, interval: number) {
  return { frames, keyFrameFor: (frame: number) => frame - (frame % interval) };
}

it.for([
  // Of a GOP its key frame and what follows it, and of the first how errors gather.
  [240, 120, [0, 1, 16, 120, 121]],
  [30, 150, [0, 1, 16]],
  [900, 150, [0, 1, 56, 150, 151, 450, 451, 750, 751]],
  [1, 150, [0]],
  [2, 150, [0, 1]],
  // Pictures are all key frames.
  [10, 1, [0, 1, 3, 4, 6, 7, 9]],
] as const)(
  'of %i frames, a key frame every %i, are compared: %o',
  ([frames, interval, chosen]) => {
    expect(sampleFrames(film(frames, interval))).toEqual(chosen);
  },
);

it('to reach them hardly anything else is decoded', () => {
  const long = film(3600, 150);
  const decoded = sampleFrames(long).map((frame) => frame - long.keyFrameFor(frame));
  expect(Math.max(...decoded)).toBeLessThan(3600 / 16);
});
