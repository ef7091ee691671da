import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimedSize } from '../../src/core/picture/picture-size.ts';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const fixture = (path: string) => new Uint8Array(readFileSync(new URL(path, FIXTURES)));
const EXPECTED = JSON.parse(
  readFileSync(new URL('expectations.json', FIXTURES), 'utf8'),
) as readonly { file: string; width: number; height: number }[];
const FILES = readdirSync(new URL('pictures/', FIXTURES)).map((name) => `pictures/${name}`);

const latin = (text: string) => [...Buffer.from(text, 'latin1')];
const be = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256);
const le = (value: number, bytes: number) => be(value, bytes).toReversed();
const box = (name: string, ...content: number[][]) => {
  const bytes = content.flat();
  return [...be(bytes.length + 8, 4), ...latin(name), ...bytes];
};
const size = (...bytes: number[][]) => claimedSize(Uint8Array.from(bytes.flat()));

describe('the size that a header says', () => {
  it.each(EXPECTED)('of $file is the one that it is decoded to', ({ file, width, height }) => {
    const { width: across, height: down } = claimedSize(fixture(`pictures/${file}`)) ?? {};
    // As it is stored: EXIF may turn it later.
    const turned = /exif-[5-8]\.(jpg|png)$/.test(file);
    expect([across, down]).toEqual(turned ? [height, width] : [width, height]);
  });

  it.each<[string, number[][], number, number]>([
    ['a PNG', [latin('\x89PNG\r\n\x1a\n'), be(13, 4), latin('IHDR'), be(3e4, 4), be(4, 4)], 3e4, 4],
    ['a GIF', [latin('GIF89a'), le(65535, 2), le(7, 2), [0, 0, 0]], 65535, 7],
    [
      'a GIF with a first frame that leaves its screen',
      [
        [...latin('GIF89a'), ...le(1, 2), ...le(1, 2), 0x80, 0, 0, 0, 0, 0, 0, 0, 0],
        // A comment in two sub-blocks comes before it.
        [0x21, 0xfe, 2, 65, 66, 1, 67, 0, 0x2c, ...le(10, 2), ...le(0, 2)],
        [...le(60000, 2), ...le(50000, 2), 0],
      ],
      60010,
      50000,
    ],
    ['a top-down BMP', [latin('BM'), le(0, 12), le(40, 4), le(9, 4), le(2 ** 32 - 5, 4)], 9, 5],
    ['an OS/2 BMP', [latin('BM'), le(0, 12), le(12, 4), le(9, 2), le(5, 2)], 9, 5],
    [
      'an extended WebP',
      [latin('RIFF'), le(0, 4), latin('WEBPVP8X'), le(10, 4), le(0, 4), le(99999, 3), le(9, 3)],
      1e5,
      10,
    ],
    [
      'a JPEG behind fill bytes and segments',
      [
        [0xff, 0xd8, 0xff, 0xff, 0xe0, ...be(4, 2), 0xff, 0xc0, 0xff, 0xc4, ...be(2, 2)],
        [0xff, 0xc2, ...be(11, 2), 8, ...be(600, 2), ...be(800, 2)],
      ],
      800,
      600,
    ],
    [
      'an AVIF whose first picture is a small one',
      [
        box('ftyp', latin('avif')),
        box(
          'meta',
          be(0, 4),
          box(
            'iprp',
            box(
              'ipco',
              box('ispe', be(0, 4), be(8, 4), be(8, 4)),
              box('ispe', be(0, 4), be(20000, 4), be(30000, 4)),
            ),
          ),
        ),
      ],
      20000,
      30000,
    ],
    [
      'an AVIF sequence',
      [
        box('ftyp', latin('avis')),
        box('moov', box('trak', box('tkhd', be(0, 76), be(300 * 65536, 4), be(200 * 65536, 4)))),
      ],
      300,
      200,
    ],
    [
      'an icon that holds a PNG',
      [
        [0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 0, 0, 0, 0, ...le(100, 4), ...le(22, 4)],
        [...latin('\x89PNG\r\n\x1a\n'), ...be(13, 4), ...latin('IHDR')],
        [...be(30000, 4), ...be(20000, 4)],
      ],
      30000,
      20000,
    ],
  ])('of %s', (_, bytes, width, height) => {
    expect(size(...bytes)).toEqual({ width, height });
  });

  const frame = (width: number, height: number) => [
    ...be(0xffc0, 2),
    ...be(17, 2),
    8,
    ...be(height, 2),
    ...be(width, 2),
    3,
    ...be(0x012200, 3),
    ...be(0x021101, 3),
    ...be(0x031101, 3),
  ];
  it.each<[string, number[]]>([
    ['0xFF00, which is no marker', [0xff, 0x00]],
    ['a marker that is reserved', [0xff, 0x02]],
    ['a restart', [0xff, 0xd0]],
    ['another beginning', [0xff, 0xd8]],
    ['the end', [0xff, 0xd9]],
    ['a scan', [0xff, 0xda, ...be(2, 2)]],
    ['a number of lines', [0xff, 0xdc, ...be(4, 2), ...be(9, 2)]],
    ['a segment without a length', [0xff, 0xe0, 0, 1]],
    ['bytes between segments', [0x20]],
  ])('of a JPEG is none with %s before its frame', (_, before) => {
    const large = frame(30_000, 17_000);
    const skipped = [...be(large.length + 2, 2), ...large];
    expect(size([0xff, 0xd8], before, skipped, frame(16, 16))).toBeUndefined();
    expect(size([0xff, 0xd8], before, frame(16, 16))).toBeUndefined();
    expect(size([0xff, 0xd8], frame(16, 16))).toEqual({ width: 16, height: 16 });
  });

  it('of a PNG is none behind anything but its header', () => {
    const header = [...be(13, 4), ...latin('IHDR'), ...be(3, 4), ...be(4, 4)];
    expect(size(latin('\x89PNG\r\n\x1a\n'), header)).toEqual({ width: 3, height: 4 });
    const other = [...be(13, 4), ...latin('iCCP'), ...be(3, 4), ...be(4, 4)];
    expect(size(latin('\x89PNG\r\n\x1a\n'), other, header)).toBeUndefined();
  });

  it.each(['text.png', 'html.jpg', 'picture.svg', 'empty.png', 'zero-size.png'])(
    'of %s is none',
    (name) => {
      expect(claimedSize(fixture(`broken/${name}`))).toBeUndefined();
    },
  );

  it('comes out of any bytes at all, or none does, and soon', () => {
    const pictures = FILES.map(fixture);
    const damaged = fc
      .record({
        picture: fc.constantFrom(...pictures),
        length: fc.nat(),
        changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }),
      })
      .map(({ picture, length, changes }) => {
        const bytes = picture.slice(0, length % (picture.length + 1));
        for (const [at, value] of changes) bytes[at % Math.max(1, bytes.length)] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        const { width, height } = claimedSize(bytes) ?? { width: 1, height: 1 };
        const wrong = [width, height].filter((side) => !Number.isSafeInteger(side) || side < 1);
        expect(wrong).toEqual([]);
      }),
      { seed: 6, numRuns: 5000 },
    );
  });

  it('takes no longer than the file is long, whatever is nested in it', () => {
    // Boxes of eight bytes, one behind the other.
    const many = new Uint8Array(Buffer.alloc(1 << 20, '\0\0\0\x08aaaa'));
    many.set([0, 0, 0, 8, ...latin('ftyp')]);
    const started = process.cpuUsage();
    expect(claimedSize(many)).toBeUndefined();
    // Of this process alone, whatever else the machine does.
    const { user } = process.cpuUsage(started);
    expect(user / 1000).toBeLessThan(1000);
  });
});
