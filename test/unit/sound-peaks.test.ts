import { expect, it } from 'vitest';
import { findPeaks } from '../../src/core/sound/sound-peaks.ts';

it('finds how loud each part of a sound is, in all channels, whatever blocks it comes in', async () => {
  const left = Float32Array.from([0, 0.5, 0, 0, -0.75, 0, 0, 0.25]);
  const right = Float32Array.from([0, 0, -1, 0, 0, 0, 0, 0]);
  for (const size of [1, 3, 8]) {
    const sound = {
      rate: 8,
      channels: 2,
      length: 8,
      async *blocks() {
        for (let at = 0; at < 8; at += size)
          yield [left.slice(at, at + size), right.slice(at, at + size)];
      },
    };
    // oxlint-disable-next-line no-await-in-loop -- three at most
    expect([...(await findPeaks(sound, 4))]).toEqual([0.5, 1, 0.75, 0.25]);
  }
});
