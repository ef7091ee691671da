import { setImmediate as pass } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { untilAborted } from '../../src/core/streams/until-aborted.ts';

describe('to wait until a signal', () => {
  it('gives what is waited for, or fails as it does', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
    const failed = new Error('failed');
    await expect(untilAborted(Promise.reject(failed), signal)).rejects.toBe(failed);
  });

  it('ends with the reason of the signal', async () => {
    const stopping = new AbortController();
    const waiting = untilAborted(new Promise(() => {}), stopping.signal);
    const reason = new Error('stopped');
    stopping.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    const never = new Promise(() => {});
    await expect(untilAborted(never, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('keeps nothing of what came while the signal lasts', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const stopping = new AbortController();
    const wait = async () => {
      const result = await untilAborted(Promise.resolve({ bytes: 1 }), stopping.signal);
      return new WeakRef(result);
    };
    const results = [await wait(), await wait()];
    // What a WeakRef has given is kept until the present task ends.
    await pass();
    collect();
    expect(results.map((result) => result.deref())).toEqual([undefined, undefined]);
    expect(stopping.signal.aborted).toBe(false);
  });
});
