import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameAt, frames, framesIn, secondsAt } from '../../src/core/timeline.ts';

fc.configureGlobal({ seed: 20261122 });

const ntsc = { numerator: 30_000, denominator: 1001 };

describe('a timeline', () => {
  it('of 5 fps shows a frame every 200 ms', () => {
    const timeline = { fps: { numerator: 5, denominator: 1 }, frameCount: 220 };
    expect(frameAt(219, timeline)).toEqual({
      index: 219,
      timestamp: 43_800_000,
      duration: 200_000,
      progress: 219 / 220,
    });
  });

  it('takes its times from the index alone: they never drift', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (index) => {
        const { timestamp } = frameAt(index, { fps: ntsc, frameCount: 10_000_001 });
        const exact = (BigInt(index) * 1001n * 1_000_000n * 2n + 30_000n) / 60_000n;
        expect(timestamp).toBe(Number(exact));
      }),
    );
  });

  it('has no gaps: each frame ends where the next begins', () => {
    const timeline = { fps: ntsc, frameCount: 1000 };
    const all = [...frames(timeline, { first: 0, last: 999 })];
    for (const [index, frame] of all.slice(0, -1).entries()) {
      expect(frame.timestamp + frame.duration).toBe(all[index + 1]?.timestamp);
    }
  });

  it('gives the same frames for a part as within the whole', () => {
    const timeline = { fps: ntsc, frameCount: 100 };
    const whole = [...frames(timeline, { first: 0, last: 99 })];
    expect([...frames(timeline, { first: 40, last: 59 })]).toEqual(whole.slice(40, 60));
  });

  it('counts the frames of a duration, never none', () => {
    expect(framesIn(2, ntsc)).toBe(60);
    expect(framesIn(44, { numerator: 5, denominator: 1 })).toBe(220);
    expect(framesIn(0.001, ntsc)).toBe(1);
    expect(secondsAt(30_000, ntsc)).toBe(1001);
  });
});
