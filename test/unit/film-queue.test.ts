import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Gop } from '../../src/core/chunk.ts';
import { queueFilm } from '../../src/headless/film-queue.ts';

const GOPS = 200;
const FRAMES_A_GOP = 1000;

// Node 20 has neither of the ways in which browsers do it.
vi.mock('../../src/core/streams/to-base64.ts', () => ({
  toBase64: async (bytes: Uint8Array) => Buffer.from(bytes).toString('base64'),
}));
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A film whose frames have so many bytes each; it notes which GOP is made. */
async function* filmOf(bytes: number, made: number[]): AsyncGenerator<Gop> {
  for (let n = 0; n < GOPS; n++) {
    made.push(n);
    const first = n * FRAMES_A_GOP;
    const chunks = Array.from({ length: FRAMES_A_GOP }, (_, i) => ({
      track: 'video' as const,
      data: new Uint8Array(bytes),
      key: true,
      timestamp: first + i,
    }));
    yield { range: { first, last: first + FRAMES_A_GOP - 1 }, chunks };
  }
}

/** All that can be made without us is made. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a film on its way to Node', () => {
  it.each([0, 4])('of frames of %i bytes does not wait whole in the page', async (bytes) => {
    const made: number[] = [];
    const collect = vi.fn();
    vi.stubGlobal('gc', collect);
    const queue = queueFilm(() => filmOf(bytes, made));
    let taken = 0;
    let most = 0;
    for (let news = await queue.next(); news; news = await queue.next()) {
      if (news.piece?.complete) taken++;
      await settled();
      most = Math.max(most, made.length - taken);
    }
    expect(taken).toBe(GOPS);
    expect(most).toBeLessThan(GOPS / 2);
    // Of a frame that nobody has drawn there is nothing to be collected.
    expect(collect.mock.calls.length).toBe(bytes === 0 ? 0 : GOPS);
  });

  it('is handed over in pieces that a pipe takes, however many frames a group of pictures has', async () => {
    const chunk = { track: 'video' as const, data: new Uint8Array(), key: true, timestamp: 0 };
    async function* one(): AsyncGenerator<Gop> {
      yield {
        range: { first: 0, last: 99_999 },
        chunks: Array.from({ length: 100_000 }, () => chunk),
      };
    }
    const queue = queueFilm(one);
    const sizes: number[] = [];
    for (let news = await queue.next(); news; news = await queue.next())
      if (news.piece) sizes.push(news.piece.chunks.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100_000);
    expect(Math.max(...sizes)).toBeLessThan(50_000);
  });
});
