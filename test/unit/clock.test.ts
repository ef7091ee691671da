import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Clock, createClock, type Pace } from '../../src/player/clock.ts';

fc.configureGlobal({ seed: 20261122 });

const pace = (fps: number, frameCount: number, more: Partial<Pace> = {}): Pace => ({
  fps: { numerator: fps, denominator: 1 },
  frameCount,
  speed: 1,
  loop: 'repeat',
  ...more,
});

/** The frames due at each refresh of a screen, from time 0. */
function refresh(clock: Clock, hertz: number, refreshes: number): number[] {
  return Array.from({ length: refreshes }, (_, n) => clock.tick(5000 + (n * 1000) / hertz));
}

describe('a clock', () => {
  it.each([30, 60, 75, 144, 240])('shows 5 frames in a second on a screen of %d Hz', (hertz) => {
    const clock = createClock(pace(5, 100));
    const frames = refresh(clock, hertz, 2 * hertz);
    expect(new Set(frames)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(clock.skipped).toBe(0);
  });

  it('at the rate of the screen shows every frame once, though the screen is a little off', () => {
    const clock = createClock(pace(60, 1000));
    const frames = Array.from({ length: 300 }, (_, n) =>
      clock.tick(n * (1000 / 60) + 1.5 * Math.sin(n)),
    );
    expect(frames).toEqual(Array.from({ length: 300 }, (_, n) => n));
    expect(clock.skipped).toBe(0);
  });

  it('leaves out what is late and counts it, but is never slowed', () => {
    const clock = createClock(pace(60, 1000));
    expect([0, 100, 1000, 1016].map((now) => clock.tick(now))).toEqual([0, 6, 60, 61]);
    expect(clock.skipped).toBe(5 + 53);
  });

  it('goes on at the frame where it was halted', () => {
    const clock = createClock(pace(10, 100));
    clock.tick(0);
    expect(clock.tick(1200)).toBe(12);
    clock.halt();
    expect([60_000, 60_090, 60_100].map((now) => clock.tick(now))).toEqual([12, 12, 13]);
    expect(clock.skipped).toBe(11);
  });

  it('shows once from end to end and says when it has ended', () => {
    const clock = createClock(pace(10, 3, { loop: 'once' }));
    expect([0, 100, 200, 290].map((now) => clock.tick(now))).toEqual([0, 1, 2, 2]);
    expect(clock.ended).toBe(false);
    expect(clock.tick(300)).toBe(2);
    expect(clock.ended).toBe(true);
  });

  it('plays a part over and over, and shows what is beyond it only where it is sought', () => {
    const clock = createClock(pace(10, 20, { range: { first: 5, last: 7 } }));
    expect(clock.frame).toBe(0);
    expect([0, 100, 200, 300].map((now) => clock.tick(now))).toEqual([5, 6, 7, 5]);
    clock.seek(12);
    expect(clock.frame).toBe(12);
    expect(clock.tick(1000)).toBe(5);
    clock.setPace(pace(10, 20, { range: { first: 5, last: 7 }, loop: 'ping-pong' }));
    expect([0, 100, 200, 300, 400].map((now) => clock.tick(now))).toEqual([5, 6, 7, 6, 5]);
    clock.setPace(pace(10, 20, { range: { first: 5, last: 7 }, loop: 'once' }));
    expect([0, 200, 300].map((now) => clock.tick(now))).toEqual([5, 7, 7]);
    expect(clock.ended).toBe(true);
    clock.setPace(pace(10, 20, { range: { first: 5, last: 7 }, speed: -1 }));
    clock.seek(0);
    expect([0, 100, 300].map((now) => clock.tick(now))).toEqual([7, 6, 7]);
  });

  it('goes there and back without showing an end twice', () => {
    const clock = createClock(pace(10, 4, { loop: 'ping-pong' }));
    expect(refresh(clock, 10, 9)).toEqual([0, 1, 2, 3, 2, 1, 0, 1, 2]);
  });

  it('goes there and back in films of one and two frames', () => {
    expect(refresh(createClock(pace(10, 1, { loop: 'ping-pong' })), 10, 3)).toEqual([0, 0, 0]);
    expect(refresh(createClock(pace(10, 2, { loop: 'ping-pong' })), 10, 4)).toEqual([0, 1, 0, 1]);
  });

  it('plays backwards, and faster or slower than the film', () => {
    const back = createClock(pace(10, 5, { speed: -1 }));
    expect(refresh(back, 10, 7)).toEqual([0, 4, 3, 2, 1, 0, 4]);
    const half = createClock(pace(10, 5, { speed: 0.5 }));
    expect(refresh(half, 10, 5)).toEqual([0, 0, 1, 1, 2]);
  });

  it('ends at the first frame when it plays backwards once', () => {
    const clock = createClock(pace(10, 5, { speed: -1, loop: 'once' }));
    clock.seek(1);
    expect([0, 100, 150, 200].map((now) => clock.tick(now))).toEqual([1, 0, 0, 0]);
    expect(clock.ended).toBe(true);
  });

  it('stays at its frame when the pace changes, or at the last that is left', () => {
    const clock = createClock(pace(10, 100));
    clock.tick(0);
    clock.tick(2500);
    clock.setPace(pace(5, 100));
    expect([3000, 3190, 3200].map((now) => clock.tick(now))).toEqual([25, 25, 26]);
    clock.setPace(pace(5, 10));
    expect(clock.frame).toBe(9);
  });

  it('shows the same whatever was shown before', () => {
    const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(times, fc.constantFrom('repeat' as const, 'ping-pong' as const), (all, loop) => {
        const many = createClock(pace(24, 77, { loop }));
        const one = createClock(pace(24, 77, { loop }));
        const sorted = [0, ...all.toSorted((a, b) => a - b)];
        const last = sorted.map((now) => many.tick(now)).at(-1);
        one.tick(0);
        expect(one.tick(sorted.at(-1) ?? 0)).toBe(last);
      }),
    );
  });
});
