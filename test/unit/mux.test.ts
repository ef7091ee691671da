import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../src/core/chunk.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import { filmPlan } from '../film-plan.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';

const FRAMES = 4;
const FRAME_BYTES = 1000;
const MICROSECONDS = 1e6 / 25;

/** A GOP of bytes that nobody decodes. */
async function* gop(): AsyncGenerator<Chunk> {
  for (let n = 0; n < FRAMES; n++) {
    const chunk = {
      track: 'video' as const,
      data: new Uint8Array(FRAME_BYTES),
      key: n === 0,
      timestamp: n * MICROSECONDS,
    };
    yield n === 0 ? { ...chunk, decoderConfig: CONFIG } : chunk;
  }
}

const CONFIG = {
  codec: 'vp09.00.10.08',
  colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
} as const;

/** Remembers what it was told. */
class WatchedSink extends MemorySink {
  readonly expected: number[] = [];
  aborted = false;
  closed = false;
  onExpect = (_bytes: number) => {};

  async expect(bytes: number): Promise<void> {
    this.expected.push(bytes);
    this.onExpect(bytes);
  }

  override async close(): Promise<void> {
    this.closed = true;
  }

  override async abort(): Promise<void> {
    this.aborted = true;
    await super.abort();
  }
}

function film(loops: number) {
  return filmPlan({ range: { first: 0, last: FRAMES - 1 }, loops });
}

describe('a film that is played many times', () => {
  it('is stopped between two of its chunks', async () => {
    const sink = new WatchedSink();
    const controller = new AbortController();
    const reason = new Error('stopped');
    // The first loop is there; all that follows comes from memory.
    sink.onExpect = () => {
      if (sink.expected.length === 2) controller.abort(reason);
    };
    await expect(writeFilm(gop(), film(100_000), sink, controller.signal)).rejects.toBe(reason);
    expect(sink).toMatchObject({ aborted: true, closed: false });
    expect(sink.bytes).toHaveLength(0);
  });

  it('says how large it will be, which it is', async () => {
    const sink = new WatchedSink();
    await writeFilm(gop(), film(50), sink);
    const [index = 0, whole = 0] = sink.expected;
    expect(index).toBeGreaterThan(0);
    expect(whole).toBe(index + 50 * FRAMES * FRAME_BYTES);
    expect(sink.bytes.length).toBeGreaterThan(whole);
    expect(sink.bytes.length).toBeLessThan(whole + 8192);
  });

  it('takes no other’s place where what was written is not right', async () => {
    const sink = new WatchedSink();
    const prove = async () => {
      expect(sink).toMatchObject({ aborted: false, closed: false });
      throw new Error('not what was drawn');
    };
    await expect(writeFilm(gop(), film(50), sink, undefined, undefined, prove)).rejects.toThrow(
      'not what was drawn',
    );
    expect(sink).toMatchObject({ aborted: true, closed: false });
  });

  it('is given up before any of it is written where it has no room', async () => {
    const sink = new WatchedSink();
    sink.onExpect = () => {
      throw new Error('no room');
    };
    await expect(writeFilm(gop(), film(50), sink)).rejects.toThrow('no room');
    expect(sink).toMatchObject({ aborted: true, closed: false });
    expect(sink.expected).toHaveLength(1);
  });
});
