import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fences, setFence, untilDrawn } from '../../src/gl/fence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Graphics that draw what they are given when the test says so. */
function createGraphics() {
  const is = { drawn: false, lost: false, fences: 0 };
  const gl = {
    SIGNALED: 0x9119,
    SYNC_STATUS: 0x9114,
    SYNC_GPU_COMMANDS_COMPLETE: 0x9117,
    fenceSync: () => ({ at: ++is.fences }),
    getSyncParameter: () => (is.drawn ? 0x9119 : 0x9118),
    deleteSync: () => is.fences--,
    flush: vi.fn(),
    isContextLost: () => is.lost,
  } satisfies Fences;
  return { gl, is };
}

describe('who waits for what is drawn', () => {
  it.each(['drawn', 'lost'] as const)('goes on when it is %s', async (how) => {
    const { gl, is } = createGraphics();
    const goOn = vi.fn();
    void untilDrawn(gl).then(goOn);
    await vi.advanceTimersByTimeAsync(1000);
    expect(goOn).not.toHaveBeenCalled();
    is[how] = true;
    await vi.advanceTimersByTimeAsync(4);
    expect(goOn).toHaveBeenCalled();
    expect(gl.flush).toHaveBeenCalled();
    expect(is.fences).toBe(0);
  });

  it('waits for no timer in a page that nobody sees', async () => {
    const { gl, is } = createGraphics();
    vi.stubGlobal('document', { hidden: true });
    const drawn = untilDrawn(gl);
    is.drawn = true;
    await drawn;
    expect(vi.getTimerCount()).toBe(0);
    vi.unstubAllGlobals();
  });

  it('hears nothing more once that is given up', () => {
    const { gl, is } = createGraphics();
    const [reached, waits] = [vi.fn(), vi.fn()];
    const giveUp = setFence(gl, reached, waits);
    vi.advanceTimersByTime(4);
    expect(waits).toHaveBeenCalledTimes(1);
    giveUp();
    is.drawn = true;
    vi.advanceTimersByTime(100);
    expect(reached).not.toHaveBeenCalled();
    expect(waits).toHaveBeenCalledTimes(1);
    expect(is.fences).toBe(0);
  });
});

it('one file alone reaches behind regl, and one alone sets fences', () => {
  const holding = (words: RegExp) =>
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => words.test(readFileSync(`src/${file}`, 'utf8')));
  expect(holding(/\b_gl\b/)).toEqual(['gl/own-context.ts']);
  expect(holding(/\bfenceSync\(/)).toEqual(['gl/fence.ts']);
});
