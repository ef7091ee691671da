import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBacklog } from '../../src/gl/backlog.ts';
import type { Fences } from '../../src/gl/fence.ts';

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
  return {
    backlog,
    draw: () => (drawn = given),
    drawAll: () => (drawn = Infinity),
    fences: () => given,
  };
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

  it('are seldom asked while they are quick', () => {
    const { backlog, drawAll, fences } = createGraphics();
    drawAll();
    for (let n = 0; n < 200; n++) {
      backlog.add();
      vi.advanceTimersByTime(16);
      expect(backlog.isFull).toBe(false);
    }
    expect(fences()).toBeGreaterThan(20);
    expect(fences()).toBeLessThan(50);
  });

  it('are waited for by nobody once they are given up', async () => {
    const { backlog } = createGraphics();
    backlog.add();
    vi.advanceTimersByTime(40);
    expect(backlog.isFull).toBe(true);
    const released = backlog.room();
    backlog.dispose();
    await released;
    expect(backlog.isFull).toBe(false);
  });
});
