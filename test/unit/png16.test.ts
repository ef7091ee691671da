import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';
import { decode, encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { isGrey16, readGrey16, readPng16 } from '../../src/core/picture/png16.ts';

const SIZE = { width: 7, height: 5 };
const MOST = 1000;
/** Odd numbers that no filter guesses. */
const LEVELS = Uint16Array.from({ length: 35 }, (_, n) => (n * 40_503) % 65_536);

describe('a grey PNG of 16 bits', () => {
  it.each([0, 1, 2, 3, 4])(
    'is read exactly with the filter %i, with alpha and without',
    async (filter) => {
      for (const samples of [1, 2] as const) {
        const read = await readGrey16(pngOf(filter, samples), MOST);
        expect(read).toMatchObject(SIZE);
        expect(levelsOf(read.bytes)).toEqual([...LEVELS]);
      }
    },
  );

  it('is read as another program reads it', async () => {
    const file = readFileSync('test/fixtures/pictures/card-grey-16bit.png');
    expect(isGrey16(file)).toBe(true);
    const wanted = decode(file);
    expect(levelsOf((await readGrey16(file, MOST)).bytes)).toEqual([...wanted.data]);
  });

  it('in colours, too', async () => {
    const file = readFileSync('test/fixtures/pictures/card-16bit.png');
    const wanted = decode(file);
    const read = await readPng16(file, 1e6);
    expect(read).toMatchObject({ width: wanted.width, height: wanted.height, samples: 3 });
    expect(levelsOf(read.bytes)).toEqual([...wanted.data]);
  });

  it('is told from all others', () => {
    for (const name of ['card-grey.png', 'card-16bit.png', 'card.png', 'card.webp'])
      expect(isGrey16(readFileSync(`test/fixtures/pictures/${name}`))).toBe(false);
    expect(isGrey16(new Uint8Array())).toBe(false);
  });

  it.each<[string, (png: Uint8Array) => Uint8Array, RegExp]>([
    ['cut short', (png) => png.slice(0, -30), /cut short/],
    ['cut in its header', (png) => png.slice(0, 30), /cut short/],
    ['of more rows than its size', (png) => withByte(png, 23, 4), /more than its size/],
    ['of fewer rows than its size', (png) => withByte(png, 23, 6), /less than its size/],
    ['with an end that is none', (png) => withByte(png, 60, 0), /unpacked|filter|less/],
    ['interlaced', (png) => withByte(png, 28, 1), /interlaced/],
    ['without a pixel', (png) => withByte(png, 23, 0), /no pixels/],
    ['with a filter that there is not', () => pngOf(9, 1), /filter 9/],
  ])('is refused %s', async (_, damage, message) => {
    await expect(readGrey16(damage(pngOf(1, 1)), MOST)).rejects.toMatchObject({
      code: 'picture-undecodable',
      message: expect.stringMatching(message),
    });
  });

  it('is refused before it is unpacked where it has too many pixels', async () => {
    const png = encode({ ...SIZE, data: LEVELS, depth: 16, channels: 1 });
    const refusal = { code: 'picture-too-large' };
    await expect(readGrey16(png, 34)).rejects.toMatchObject(refusal);
    await expect(readGrey16(withByte(png, 16, 0x7f), 2 ** 28)).rejects.toMatchObject(refusal);
  });
});

function levelsOf(bytes: Uint8Array): number[] {
  return Array.from(
    { length: bytes.length / 2 },
    (_, n) => 256 * (bytes[2 * n] ?? 0) + (bytes[2 * n + 1] ?? 0),
  );
}

function withByte(png: Uint8Array, at: number, value: number): Uint8Array {
  const changed = png.slice();
  changed[at] = value;
  return changed;
}

/** With alpha, that is the level the other way round. */
function pngOf(filter: number, samples: 1 | 2): Uint8Array {
  const { width, height } = SIZE;
  const step = 2 * samples;
  const raw = Array.from({ length: height }, (_row, y) =>
    Array.from({ length: width }, (_column, x) => {
      const level = LEVELS[y * width + x] ?? 0;
      return [level >> 8, level & 255, 255 - (level >> 8), 7].slice(0, step);
    }).flat(),
  );
  const rows = raw.flatMap((row, y) => [
    filter,
    ...row.map((byte, n) => {
      const left = row[n - step] ?? 0;
      const up = raw[y - 1]?.[n] ?? 0;
      const upLeft = raw[y - 1]?.[n - step] ?? 0;
      const guesses = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, upLeft)];
      return (byte - (guesses[filter] ?? 0)) & 255;
    }),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 16;
  header[9] = samples === 2 ? 4 : 0;
  const packed = deflateSync(Buffer.from(rows));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    // What is packed may be cut anywhere.
    chunk('IDAT', packed.subarray(0, 9)),
    chunk('IDAT', packed.subarray(9)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function paeth(a: number, b: number, c: number): number {
  const distances = [a, b, c].map((each) => Math.abs(a + b - c - each));
  const nearest = Math.min(...distances);
  return [a, b, c][distances.indexOf(nearest)] ?? 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
