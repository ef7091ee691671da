import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitForFiles, withDeadline } from '../../src/cli/files/deadline.ts';

const NEVER = new Promise<never>(() => {});

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A whole program that stands still has no timers either: the clock alone goes on. */
function standStill(seconds: number): void {
  const stopped = performance.now() + seconds * 1000;
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => Math.max(stopped, now()));
}

describe('a deadline', () => {
  it('says who gave no answer, for how long, and what to do', async () => {
    const onEnd = vi.fn();
    withDeadline(NEVER, 60, 'encoding').catch(onEnd);
    await vi.advanceTimersByTimeAsync(60_000);
    const message = 'The browser gave no answer for 60 s while encoding; --timeout allows it more.';
    const error = { code: 'deadline-exceeded', message };
    expect(onEnd).toHaveBeenCalledWith(expect.objectContaining(error));
  });

  it('does not come early', async () => {
    const onEnd = vi.fn();
    withDeadline(NEVER, 60, 'encoding').catch(onEnd);
    await vi.advanceTimersByTimeAsync(59_900);
    expect(onEnd).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it.for([1, 5, 59.5])('waits anew for a program that stood still at %s s', async (at) => {
    const onEnd = vi.fn();
    withDeadline(NEVER, 60, 'encoding').catch(onEnd);
    await vi.advanceTimersByTimeAsync(at * 1000);
    standStill(3600);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(onEnd).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(onEnd).toHaveBeenCalledOnce();
  });

  it('gives what came in time, and leaves no timer', async () => {
    await expect(withDeadline(Promise.resolve('film'), 60, 'encoding')).resolves.toBe('film');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a wait for files', () => {
  it('ends at a signal', async () => {
    const stop = new AbortController();
    const waiting = waitForFiles(NEVER, 'reading', { timeout: 60, signal: stop.signal });
    const reason = new Error('stopped');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has a deadline', async () => {
    const { signal } = new AbortController();
    const onEnd = vi.fn();
    waitForFiles(NEVER, 'writing x.mp4', { timeout: 5, signal }).catch(onEnd);
    await vi.advanceTimersByTimeAsync(5000);
    const message = expect.stringContaining(
      'The file system gave no answer for 5 s while writing x.mp4',
    ) as string;
    expect(onEnd).toHaveBeenCalledWith(expect.objectContaining({ message }));
  });
});
