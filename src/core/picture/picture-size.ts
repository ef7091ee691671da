import type { Size } from '../size.ts';

/** Bytes; far above any picture that a texture takes, and what a process can hold without trouble. */
export const LARGEST_FILE = 2 ** 30;

/** A picture format that browsers decode, and how its header says the size. */
interface Format {
  readonly type: string;
  readonly begins: (bytes: Bytes) => boolean;
  /** All sizes that the decoder may allocate; none where the header is not whole. */
  readonly sizes: (bytes: Bytes) => readonly Size[];
}

const FORMATS: readonly Format[] = [
  // PNG (ISO/IEC 15948), 11.2.2: IHDR comes first.
  {
    type: 'image/png',
    begins: (bytes) => bytes.text(1, 3) === 'PNG',
    sizes: sizesOfPng,
  },
  {
    type: 'image/jpeg',
    begins: (bytes) => bytes.u16be(0) === 0xffd8,
    sizes: sizesOfJpeg,
  },
  {
    type: 'image/webp',
    begins: (bytes) => bytes.text(0, 4) === 'RIFF',
    sizes: sizesOfWebp,
  },
  { type: 'image/gif', begins: (bytes) => bytes.text(0, 3) === 'GIF', sizes: sizesOfGif },
  {
    type: 'image/bmp',
    begins: (bytes) => bytes.text(0, 2) === 'BM',
    sizes: (bytes) => sizesOfBitmap(bytes, 14),
  },
  { type: 'image/avif', begins: (bytes) => bytes.text(4, 4) === 'ftyp', sizes: sizesOfAvif },
  { type: 'image/x-icon', begins: (bytes) => bytes.u32be(0) === 0x100, sizes: sizesOfIcon },
];

/**
 * How large a picture says it is, from its header alone: what its decoder will ask memory for. Width and
 * height as stored, before EXIF turns them; the largest of each where it holds several pictures.
 *
 * @param file a PNG, JPEG, WebP, AVIF, GIF, BMP or ICO file
 * @returns `undefined` for any other bytes, and where the header is cut short
 */
export function claimedSize(file: Uint8Array): Size | undefined {
  const bytes = createBytes(file);
  const sizes = FORMATS.find(({ begins }) => begins(bytes))?.sizes(bytes) ?? [];
  // A file may hold more of them than a call takes arguments.
  const width = sizes.reduce((most, size) => Math.max(most, size.width), 0);
  const height = sizes.reduce((most, size) => Math.max(most, size.height), 0);
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** The MIME type of a picture, from its header; `claimedSize` knows it. */
export function pictureType(file: Uint8Array): string {
  const bytes = createBytes(file);
  return FORMATS.find(({ begins }) => begins(bytes))?.type ?? 'application/octet-stream';
}

function sizesOfPng(bytes: Bytes, start = 0): Size[] {
  if (bytes.u32be(start + 8) !== 13 || bytes.text(start + 12, 4) !== 'IHDR') return [];
  return [{ width: bytes.u32be(start + 16), height: bytes.u32be(start + 20) }];
}

/**
 * ITU-T T.81, B.1.1 and B.2: segments up to the frame header, of those kinds alone that may come before it.
 * Decoders search on from anything else (0xFF00, a segment without a length), and find another frame header.
 */
function sizesOfJpeg(bytes: Bytes): Size[] {
  for (let position = 2; position < bytes.length;) {
    if (bytes.u8(position) !== 0xff) return [];
    const marker = bytes.u8(position + 1);
    const length = bytes.u16be(position + 2);
    if (marker === 0xff) position += 1;
    else if (isFrameHeader(marker))
      return [{ width: bytes.u16be(position + 7), height: bytes.u16be(position + 5) }];
    else if (!comesBeforeFrame(marker) || length < 2) return [];
    else position += 2 + length;
  }
  return [];
}

/** SOF0 to SOF15; between them are DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** DHT, DAC, DQT, DRI, APP0 to APP15, COM: B.2.1 with B.2.4. */
function comesBeforeFrame(marker: number): boolean {
  return [0xc4, 0xcc, 0xdb, 0xdd, 0xfe].includes(marker) || (marker >= 0xe0 && marker <= 0xef);
}

/** RFC 9649, 2.5 to 2.7. */
function sizesOfWebp(bytes: Bytes): Size[] {
  switch (bytes.text(12, 4)) {
    case 'VP8X':
      return [{ width: 1 + bytes.u24le(24), height: 1 + bytes.u24le(27) }];
    case 'VP8L': {
      const bits = bytes.u32le(21);
      return [{ width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }];
    }
    case 'VP8 ':
      return [{ width: bytes.u16le(26) & 0x3fff, height: bytes.u16le(28) & 0x3fff }];
    default:
      return [];
  }
}

/** GIF89a, 18 to 24: the screen, and the first frame, which may be larger. */
function sizesOfGif(bytes: Bytes): Size[] {
  const screen = { width: bytes.u16le(6), height: bytes.u16le(8) };
  const flags = bytes.u8(10);
  let position = 13 + (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  while (bytes.u8(position) === 0x21) {
    position += 2;
    while (bytes.u8(position) > 0) position += 1 + bytes.u8(position);
    position += 1;
  }
  if (bytes.u8(position) !== 0x2c) return [screen];
  const width = bytes.u16le(position + 1) + bytes.u16le(position + 5);
  const height = bytes.u16le(position + 3) + bytes.u16le(position + 7);
  return [screen, { width, height }];
}

/** BITMAPCOREHEADER has 16 bits a side; in all later ones a negative height stands for top-down. */
function sizesOfBitmap(bytes: Bytes, header: number): Size[] {
  if (bytes.u32le(header) === 12)
    return [{ width: bytes.u16le(header + 4), height: bytes.u16le(header + 6) }];
  const side = (position: number) => Math.abs(bytes.u32le(position) | 0);
  return [{ width: side(header + 4), height: side(header + 8) }];
}

/** ISO/IEC 23008-12, 6.5.3: each picture and tile has an `ispe`; in sequences, ISO/IEC 14496-12, 8.3.2, tracks have sizes. */
function sizesOfAvif(bytes: Bytes): Size[] {
  const stills = boxesAt(bytes, ['meta', 'iprp', 'ipco', 'ispe']).map(({ start }) => ({
    width: bytes.u32be(start + 4),
    height: bytes.u32be(start + 8),
  }));
  const tracks = boxesAt(bytes, ['moov', 'trak', 'tkhd']).map(({ end }) => ({
    // 16.16 fixed point, at the very end in both versions of the box.
    width: bytes.u16be(end - 8),
    height: bytes.u16be(end - 4),
  }));
  return [...stills, ...tracks];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The contents of all boxes of a path. */
function boxesAt(bytes: Bytes, path: readonly string[]): Span[] {
  let spans: Span[] = [{ start: 0, end: bytes.length }];
  for (const name of path) spans = spans.flatMap((span) => boxesWithin(bytes, span, name));
  return spans;
}

/** ISO/IEC 14496-12, 4.2: a size of 1 stands for 64 bits behind the name, 0 for the rest of the file. */
function boxesWithin(bytes: Bytes, { start, end }: Span, name: string): Span[] {
  const found: Span[] = [];
  for (let position = start; position + 8 <= end;) {
    const size = bytes.u32be(position);
    const long = size === 1;
    const header = long ? 16 : 8;
    const whole = long ? bytes.u32be(position + 8) * 2 ** 32 + bytes.u32be(position + 12) : size;
    const next = whole === 0 ? end : Math.min(end, position + Math.max(header, whole));
    if (bytes.text(position + 4, 4) === name) {
      // `meta` is a full box: version and flags come before what is in it.
      found.push({ start: position + header + (name === 'meta' ? 4 : 0), end: next });
    }
    position = next;
  }
  return found;
}

/** A directory of bitmaps and PNG files. */
function sizesOfIcon(bytes: Bytes): Size[] {
  return Array.from({ length: bytes.u16le(4) }, (_, index) => 6 + 16 * index).flatMap((entry) => {
    const listed = { width: bytes.u8(entry) || 256, height: bytes.u8(entry + 1) || 256 };
    const start = bytes.u32le(entry + 12);
    const png = bytes.text(start + 1, 3) === 'PNG';
    if (png) return [listed, ...sizesOfPng(bytes, start)];
    return [listed, ...sizesOfBitmap(bytes, start).map(withoutMask)];
  });
}

/** A bitmap in an icon has a mask of the same height below it. */
function withoutMask({ width, height }: Size): Size {
  return { width, height: Math.ceil(height / 2) };
}

/** Numbers in a file; 0 beyond its end. */
type Bytes = ReturnType<typeof createBytes>;

function createBytes(file: Uint8Array) {
  const u8 = (at: number) => file[at] ?? 0;
  const u16le = (at: number) => u8(at) | (u8(at + 1) << 8);
  const u16be = (at: number) => (u8(at) << 8) | u8(at + 1);
  return {
    length: file.length,
    u8,
    u16le,
    u16be,
    u24le: (at: number) => u16le(at) | (u8(at + 2) << 16),
    u32le: (at: number) => (u16le(at) | (u16le(at + 2) << 16)) >>> 0,
    u32be: (at: number) => ((u16be(at) << 16) | u16be(at + 2)) >>> 0,
    text: (at: number, length: number) =>
      String.fromCharCode(...Array.from({ length }, (_, index) => u8(at + index))),
  };
}
