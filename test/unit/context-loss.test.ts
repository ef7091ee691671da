import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchContext } from '../../src/player/context-loss.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A canvas whose graphics are lost and given back as a test says. */
function open() {
  const canvas = new EventTarget();
  const told: string[] = [];
  const listening = new AbortController();
  const watch = watchContext(canvas, listening.signal, {
    lost: () => told.push('lost'),
    restored: () => told.push('restored'),
    gone: ({ code }) => told.push(code),
  });
  return {
    told,
    watch,
    listening,
    lose: () => canvas.dispatchEvent(new Event('webglcontextlost')),
    restore: () => canvas.dispatchEvent(new Event('webglcontextrestored')),
  };
}

const SECONDS = 1000;

describe('graphics that were lost', () => {
  it('are waited for', async () => {
    const { watch, lose, restore, told } = open();
    lose();
    const made = watch.whileAlive(
      async () => 'made',
      () => {},
    );
    await vi.advanceTimersByTimeAsync(9 * SECONDS);
    restore();
    expect(await made).toBe('made');
    await vi.advanceTimersByTimeAsync(60 * SECONDS);
    expect(told).toEqual(['lost', 'restored']);
  });

  it('are not waited for without an end', async () => {
    const { watch, lose, restore, told } = open();
    lose();
    const waiting = watch.whileAlive(
      async () => 'made',
      () => {},
    );
    await Promise.all([
      expect(waiting).rejects.toMatchObject({ code: 'graphics-lost' }),
      vi.advanceTimersByTimeAsync(10 * SECONDS),
    ]);
    // Whoever comes later hears it at once.
    await expect(
      watch.whileAlive(
        async () => 'made',
        () => {},
      ),
    ).rejects.toThrow('reload the page');
    expect(told).toEqual(['lost', 'graphics-lost']);
    restore();
    expect(
      await watch.whileAlive(
        async () => 'made',
        () => {},
      ),
    ).toBe('made');
  });

  it('are tried once more with what they were lost over, and not again', async () => {
    const { watch, lose, restore } = open();
    const discarded: number[] = [];
    let made = 0;
    const heavy = watch.whileAlive(
      async () => {
        lose();
        queueMicrotask(restore);
        return ++made;
      },
      (each) => discarded.push(each),
    );
    await expect(heavy).rejects.toMatchObject({ code: 'graphics-lost' });
    expect([made, discarded]).toEqual([2, [1, 2]]);
  });

  it('leave no timer behind when nobody listens any more', () => {
    const { lose, listening } = open();
    lose();
    listening.abort();
    expect(vi.getTimerCount()).toBe(0);
  });
});
