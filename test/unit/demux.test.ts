import { describe, expect, it } from 'vitest';
import { timestampAt } from '../../src/core/timeline.ts';
import { type Bytes, bytesOf, openFilm } from '../../src/containers/mp4/read.ts';
import type { Chunk } from '../../src/core/chunk.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import { filmPlan } from '../film-plan.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';

const FPS = { numerator: 30000, denominator: 1001 };
const SIZE = { width: 160, height: 120 };
const KEY_EVERY = 5;
const colorSpace = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const;
const description = Uint8Array.of(
  1,
  0x64,
  0,
  0x1e,
  0xff,
  0xe1,
  0,
  2,
  0x67,
  0x64,
  1,
  0,
  2,
  0x68,
  0xee,
);

/** Chunks of lengths of their own, which no encoder has made. */
function chunksOf(codec: string, first: number, count: number): Chunk[] {
  return Array.from({ length: count }, (_, i) => ({
    track: 'video' as const,
    data: Uint8Array.from({ length: 7 + ((i * 37) % 90) }, (__, at) => (i + 3 * at) % 256),
    key: i % KEY_EVERY === 0,
    timestamp: timestampAt(first + i, FPS),
    ...(i === 0 && {
      decoderConfig: { codec, colorSpace, ...(codec.startsWith('avc1') && { description }) },
    }),
  }));
}

async function write(
  name: 'h264' | 'vp9' | 'av1',
  chunks: readonly Chunk[],
  first: number,
  loops = 1,
) {
  const sink = new MemorySink();
  const range = { first, last: first + chunks.length - 1 };
  const give = async function* () {
    yield* chunks;
  };
  await writeFilm(give(), filmPlan({ codec: name, size: SIZE, fps: FPS, range, loops }), sink);
  return sink.bytes.slice();
}

describe('a film that was written', () => {
  it.each([
    ['h264', 'avc1.64001e', 'avc1.64001e'],
    // The muxer's boxes say less of these than the codec's name did; their frames say the rest.
    ['vp9', 'vp09.00.30.08.01.01.01.01.00', 'vp09.00.30.08.00.02.02.02.00'],
    ['av1', 'av01.0.04M.08', 'av01.0.00M.08'],
  ] as const)('in %s is read again, frame by frame', async (name, codec, inFile) => {
    const chunks = chunksOf(codec, 3, 23);
    const film = await openFilm(bytesOf(new Blob([await write(name, chunks, 3, 2)])));
    expect(film.frames).toBe(46);
    expect(film.config).toMatchObject({ codec: inFile, codedWidth: 160, codedHeight: 120 });
    expect(film.colorSpace).toEqual(colorSpace);
    const times = [0, 1, 45, 46].map((frame) => film.timeOf(frame));
    for (const [i, frame] of [0, 1, 45, 46].entries())
      expect(times[i]).toBeCloseTo((frame * 1001) / 30000, 9);
    expect(film.sound).toBeUndefined();
    expect(film.config.description).toEqual(name === 'h264' ? description : undefined);
    const again = [...chunks, ...chunks];
    for (const [i, { data, key }] of again.entries()) {
      expect(await film.read(i)).toEqual({ data, key });
    }
    expect([0, 4, 5, 22, 23, 45].map((frame) => film.keyFrameFor(frame))).toEqual([
      0, 0, 5, 20, 23, 43,
    ]);
    await expect(film.read(46)).rejects.toMatchObject({ code: 'film-unreadable' });
  });

  it('is refused where it is cut off, or another file', async () => {
    const whole = await write('vp9', chunksOf('vp09.00.30.08.01.01.01.01.00', 0, 9), 0);
    const open = (bytes: Uint8Array<ArrayBuffer>) => openFilm(bytesOf(new Blob([bytes])));
    const unreadable = { code: 'film-unreadable' };
    for (const length of [0, 4, 20, 300]) {
      await expect(open(whole.slice(0, length))).rejects.toMatchObject(unreadable);
    }
    await expect(
      open(new TextEncoder().encode('<!doctype html><html></html>')),
    ).rejects.toMatchObject(unreadable);
    const film = await open(whole.slice(0, -10));
    await expect(film.read(8)).rejects.toThrow('in the middle of frame 8');
  });
});

it('a film of more than 4 GiB is read where its frames are', async () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const word = (value: number) => bytes(value >> 24, value >> 16, value >> 8, value);
  const join = (parts: readonly Uint8Array[]) =>
    Uint8Array.from(parts.flatMap((part) => [...part]));
  const box = (name: string, ...parts: Uint8Array[]) => {
    const body = join(parts);
    return join([word(8 + body.length), new TextEncoder().encode(name), body]);
  };
  const table = box(
    'stbl',
    box(
      'stsd',
      word(0),
      word(1),
      box('vp09', new Uint8Array(78), box('vpcC', word(0), bytes(0, 30, 0x82, 1, 1, 1))),
    ),
    // All frames have 16 bytes, and all are key frames; two chunks of three and one of two.
    box('stsz', word(0), word(16), word(8)),
    box('stsc', word(0), word(2), ...[1, 3, 1, 3, 2, 1].map(word)),
    box('co64', word(0), word(3), ...[2, 0, 2, 4096, 3, 16].map(word)),
  );
  const moov = box('moov', box('trak', box('mdia', box('minf', table))));
  const start = 5 * 2 ** 32;
  const mdat = join([word(1), new TextEncoder().encode('mdat'), word(5), word(0)]);
  const asked: number[] = [];
  const file: Bytes = {
    size: start + moov.length,
    async read(position, length) {
      asked.push(position);
      if (position === 0) return mdat;
      return position < start
        ? new Uint8Array(length)
        : moov.slice(position - start, position - start + length);
    },
  };
  const film = await openFilm(file);
  asked.length = 0;
  for (let frame = 0; frame < film.frames; frame++) await film.read(frame);
  const [a, b, c] = [2 * 2 ** 32, 2 * 2 ** 32 + 4096, 3 * 2 ** 32 + 16];
  expect(asked).toEqual([a, a + 16, a + 32, b, b + 16, b + 32, c, c + 16]);
  expect(film.config.codec).toBe('vp09.00.30.08.01.01.01.01.00');
  expect(film.keyFrameFor(7)).toBe(7);
});
