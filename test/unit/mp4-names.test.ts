import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../src/core/chunk.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import { filmPlan } from '../film-plan.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';

/** A film of chunks without pictures, as it lies in a file. */
async function film(frames: number, bytesAFrame: number): Promise<Buffer> {
  const sink = new MemorySink();
  async function* chunks(): AsyncGenerator<Chunk> {
    for (let index = 0; index < frames; index++) {
      yield {
        track: 'video',
        data: new Uint8Array(bytesAFrame),
        key: index === 0,
        timestamp: index * 40_000,
        ...(index === 0 && {
          decoderConfig: {
            codec: 'vp09.00.10.08.01.01.01.01.00',
            colorSpace: {
              primaries: 'bt709',
              transfer: 'bt709',
              matrix: 'bt709',
              fullRange: false,
            },
          },
        }),
      };
    }
  }
  await writeFilm(chunks(), filmPlan({ range: { first: 0, last: frames - 1 } }), sink);
  return Buffer.from(sink.bytes);
}

describe('what a film says of itself', () => {
  // The second is handed on in several pieces before its header, the third has a header of several.
  it.each([
    [1, 10],
    [3, 700_000],
    [150_000, 1],
  ])('in %i frames of %i bytes is no tool’s name, and no date', async (frames, bytes) => {
    const file = await film(frames, bytes);
    const text = file.subarray(0, 2000).toString('latin1');
    expect(file.includes('mp4-muxer')).toBe(false);
    // ISO/IEC 14496-12, 8.4.3: the name ends with 0.
    expect(text).toMatch(/hdlr[^]{8}vide[^]{12}VideoHandler\0/);
    // 0 stands for no date (mvhd, tkhd, mdhd: created and modified, behind version and flags).
    for (const box of ['mvhd', 'tkhd', 'mdhd']) {
      const at = text.indexOf(box) + 8;
      expect([box, file.readUInt32BE(at), file.readUInt32BE(at + 4)]).toEqual([box, 0, 0]);
    }
  });
});
