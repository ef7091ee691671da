import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec.ts';
import { createBacklog, type Fences } from '../../src/gl/backlog.ts';
import { atRate } from '../../src/page/compare-rate.ts';
import { coarserFor } from '../../src/page/preview-quality.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Graphics that draw what they are given when the test says so. */
function createGraphics() {
  let given = 0;
  let drawn = 0;
  const gl = {
    SIGNALED: 0x9119,
    SYNC_STATUS: 0x9114,
    SYNC_GPU_COMMANDS_COMPLETE: 0x9117,
    fenceSync: () => ({ at: ++given }),
    getSyncParameter: (fence: unknown) => ((fence as { at: number }).at <= drawn ? 0x9119 : 0x9118),
    deleteSync: () => {},
    flush: () => {},
    isContextLost: () => false,
  } satisfies Fences;
  const backlog = createBacklog(gl);
  return { backlog, draw: () => (drawn = given), fences: () => given };
}

describe('graphics that are given frames', () => {
  it('take them as they come while they draw quickly', () => {
    const { backlog, draw } = createGraphics();
    for (let n = 0; n < 10; n++) {
      backlog.add();
      vi.advanceTimersByTime(8);
      expect(backlog.isFull).toBe(false);
      draw();
      vi.advanceTimersByTime(8);
    }
  });

  it('that are late are given no more before they are done', async () => {
    const { backlog, draw } = createGraphics();
    backlog.add();
    vi.advanceTimersByTime(40);
    expect(backlog.isFull).toBe(true);
    const released = vi.fn();
    void backlog.room().then(released);
    await vi.advanceTimersByTimeAsync(500);
    expect(released).not.toHaveBeenCalled();
    draw();
    await vi.advanceTimersByTimeAsync(4);
    expect(released).toHaveBeenCalled();
    expect(backlog.isFull).toBe(false);
    // They were slow, so that the next one is waited for at once.
    backlog.add();
    vi.advanceTimersByTime(4);
    expect(backlog.isFull).toBe(true);
  });

  it('are late with what came behind a fence, too', () => {
    const { backlog, draw, fences } = createGraphics();
    backlog.add();
    for (let n = 0; n < 5; n++) backlog.add();
    expect(fences()).toBe(1);
    draw();
    vi.advanceTimersByTime(4);
    expect(fences()).toBe(2);
    vi.advanceTimersByTime(40);
    expect(backlog.isFull).toBe(true);
  });
});

describe('a preview', () => {
  const hd = { width: 1920, height: 1080 };

  it.each([
    ['as it is, where all is shown', 30, 1, hd, 1],
    ['as it is, where some are left out', 25, 1, hd, 1],
    ['in half the size, where many are', 15, 1, hd, 2],
    ['in a quarter, where that isn’t enough', 15, 2, hd, 4],
    ['no coarser than that', 2, 4, hd, 4],
    ['as it is, where it is small', 2, 1, { width: 480, height: 600 }, 1],
  ] as const)('is drawn %s', (_, frames, coarseness, canvas, expected) => {
    expect(coarserFor({ frames, seconds: 1 }, 30, coarseness, canvas)).toBe(expected);
  });
});

describe('the same motion at another rate', () => {
  const planOf = (spec: SpecInput) => planRender(parseSpec(spec), { width: 300, height: 200 });
  const perSecond = (spec: SpecInput) => {
    const { motions, fps } = parseSpec(spec);
    return (Number(motions[0]?.['step']) * fps.numerator) / fps.denominator;
  };

  it.each<[SpecInput, number]>([
    [{ motions: [{ kind: 'roll', step: 2 }] }, 60],
    [{ motions: [{ kind: 'roll', step: -2, axis: 'y' }] }, -60],
    [{ motions: [{ kind: 'roll' }], frames: 300 }, 30],
    [{ motions: [{ kind: 'roll', speed: 45 }], frames: 60 }, 45],
  ])('of %j goes as far in a second', (spec, pixels) => {
    for (const rate of [5, 12, 60])
      expect(perSecond(atRate(planOf(spec), rate))).toBeCloseTo(pixels, 6);
  });

  it('lasts as long, and plays none of a part', () => {
    const spec = { motions: [{ kind: 'zoom' }], frames: 90, range: { first: 3, last: 9 } };
    const other = planOf(atRate(planOf(spec), 12));
    expect(other.frameCount).toBe(36);
    expect(other.range).toEqual({ first: 0, last: 35 });
    expect(other.spec.motions).toMatchObject([{ kind: 'zoom' }]);
  });
});
