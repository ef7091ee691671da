import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Stop, interruptible } from '../../src/cli/terminal/interrupt.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const hangUp = () => process.emit('SIGHUP');
const HUNG_UP = { name: 'Interrupted', exitCode: 129 };

/** Work that never hears of a signal, and how it ended. */
function startStubborn(onSlowStop = () => {}) {
  const stops: Stop[] = [];
  const ended = interruptible((stop) => {
    stops.push(stop);
    return new Promise(() => {});
  }, onSlowStop);
  const outcome = vi.fn<(how: unknown) => void>();
  ended.then(() => outcome('done'), outcome);
  const [stop] = stops;
  if (stop === undefined) throw new Error('The work was not begun.');
  return { stop, outcome, ended };
}

describe('work that a signal stops', () => {
  it('is told, and ends as stopped whatever it says then', async () => {
    const ended = interruptible(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('fell over')));
        }),
      () => {},
    );
    hangUp();
    await expect(ended).rejects.toMatchObject(HUNG_UP);
    await expect(ended).rejects.toThrow('Stopped by SIGHUP');
  });

  it('is left to itself at a second signal', async () => {
    const onSlowStop = vi.fn();
    const { outcome } = startStubborn(onSlowStop);
    hangUp();
    await vi.advanceTimersByTimeAsync(400);
    expect(onSlowStop).toHaveBeenCalledOnce();
    expect(outcome).not.toHaveBeenCalled();
    hangUp();
    await vi.advanceTimersByTimeAsync(0);
    expect(outcome).toHaveBeenCalledWith(expect.objectContaining(HUNG_UP));
  });

  it('is left to itself after some seconds', async () => {
    const { outcome } = startStubborn();
    hangUp();
    await vi.advanceTimersByTimeAsync(4500);
    expect(outcome).toHaveBeenCalledWith(expect.objectContaining(HUNG_UP));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes the same signal twice in a moment for one, as npx passes it on', async () => {
    const { outcome, ended } = startStubborn();
    hangUp();
    await vi.advanceTimersByTimeAsync(100);
    hangUp();
    await vi.advanceTimersByTimeAsync(100);
    expect(outcome).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4500);
    await expect(ended).rejects.toMatchObject(HUNG_UP);
  });

  it('has succeeded where its result was in its place before', async () => {
    const { stop, outcome } = startStubborn();
    stop.placed();
    hangUp();
    await vi.advanceTimersByTimeAsync(4500);
    expect(outcome).toHaveBeenCalledWith('done');
  });

  it('hears no signal that comes behind it', async () => {
    const before = process.listenerCount('SIGHUP');
    await interruptible(
      () => Promise.resolve(),
      () => {},
    );
    expect(process.listenerCount('SIGHUP')).toBe(before);
  });
});
