import { StillmotionError } from './errors.ts';
import { orientationIn } from './exif.ts';
import type { Size } from './size.ts';

// Grey PNGs of 16 bits (ISO/IEC 15948): browsers give but 8 of them. What is compressed they can read.

/** Grey levels of 16 bits, row by row, the high byte first. */
export interface Grey16 extends Size {
  readonly bytes: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Colour types, and how many samples a pixel has. */
const GREY: Readonly<Record<number, number>> = { 0: 1, 4: 2 };

/** True for a PNG whose pixels are grey and have 16 bits, with alpha or without. */
export function isGrey16(file: Uint8Array): boolean {
  return (
    SIGNATURE.every((byte, n) => file[n] === byte) && file[24] === 16 && (file[25] ?? 1) in GREY
  );
}

/**
 * Reads the levels of such a PNG; upright, as its EXIF says; its alpha, its gamma and its profile are left out.
 *
 * @param mostPixels more are refused before anything is unpacked
 * @throws StillmotionError `picture-undecodable`, `picture-too-large`
 */
export async function readGrey16(file: Uint8Array, mostPixels: number): Promise<Grey16> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.byteLength < 33) throw broken('it is cut short');
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const interlaced = view.getUint8(28);
  if (width === 0 || height === 0) throw broken('it has no pixels');
  if (width * height > mostPixels)
    throw new StillmotionError(
      'picture-too-large',
      `The map has ${width}×${height} pixels; at most ${mostPixels} are read.`,
    );
  if (interlaced !== 0)
    throw broken('it is interlaced, which is read of 8 bits alone; save it without');
  const samples = GREY[view.getUint8(25)] ?? 1;
  const stride = 2 * samples * width;
  const { data, exif } = chunksOf(file, view);
  const rows = await inflate(data, height * (stride + 1));
  const bytes = new Uint8Array(2 * width * height);
  let before: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1);
    const row = rows.subarray(at + 1, at + 1 + stride);
    unfilter(rows[at] ?? 0, row, before, 2 * samples);
    for (let x = 0; x < width; x++) {
      bytes[2 * (y * width + x)] = row[2 * samples * x] ?? 0;
      bytes[2 * (y * width + x) + 1] = row[2 * samples * x + 1] ?? 0;
    }
    before = row;
  }
  return upright({ width, height, bytes }, orientationIn(exif));
}

/** As browsers show a picture that says that it is stored in another way. */
function upright(stored: Grey16, orientation: number): Grey16 {
  if (orientation === 1) return stored;
  const turns = orientation > 4;
  const width = turns ? stored.height : stored.width;
  const height = turns ? stored.width : stored.height;
  const [lastX, lastY] = [stored.width - 1, stored.height - 1];
  const mirrorsX = [2, 3, 7, 8].includes(orientation);
  const mirrorsY = [3, 4, 6, 7].includes(orientation);
  const bytes = new Uint8Array(stored.bytes.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [alongX, alongY] = turns ? [y, x] : [x, y];
      const from =
        (mirrorsY ? lastY - alongY : alongY) * stored.width + (mirrorsX ? lastX - alongX : alongX);
      const to = y * width + x;
      bytes[2 * to] = stored.bytes[2 * from] ?? 0;
      bytes[2 * to + 1] = stored.bytes[2 * from + 1] ?? 0;
    }
  }
  return { width, height, bytes };
}

/** What stands in its IDAT chunks, and in its eXIf chunk. */
function chunksOf(file: Uint8Array, view: DataView) {
  const data: Uint8Array<ArrayBuffer>[] = [];
  let exif = new Uint8Array();
  for (let at = SIGNATURE.length; at + 12 <= file.byteLength;) {
    const length = view.getUint32(at);
    if (at + 12 + length > file.byteLength) throw broken('it is cut short');
    const type = view.getUint32(at + 4);
    if (type === 0x49444154) data.push(file.slice(at + 8, at + 8 + length));
    if (type === 0x65584966) exif = file.slice(at + 8, at + 8 + length);
    at += 12 + length;
  }
  return { data, exif };
}

/** @param length of what comes out: more or less is none of it */
async function inflate(
  parts: readonly Uint8Array<ArrayBuffer>[],
  length: number,
): Promise<Uint8Array> {
  const rows = new Uint8Array(length);
  let filled = 0;
  const packed = new Blob([...parts]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = packed.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (filled + value.byteLength > length) throw broken('it unpacks to more than its size says');
      rows.set(value, filled);
      filled += value.byteLength;
    }
  } catch (cause) {
    if (cause instanceof StillmotionError) throw cause;
    throw broken('its pixels can’t be unpacked', cause);
  } finally {
    reader.cancel().catch(() => {});
  }
  if (filled < length) throw broken('it unpacks to less than its size says');
  return rows;
}

/** ISO/IEC 15948, 9.2: each byte from those before it, above it, and before that. */
function unfilter(type: number, row: Uint8Array, above: Uint8Array, step: number): void {
  if (type > 4) throw broken(`a row has the filter ${type}`);
  if (type === 0) return;
  for (let n = 0; n < row.length; n++) {
    const left = n < step ? 0 : (row[n - step] ?? 0);
    const up = above[n] ?? 0;
    const upLeft = n < step ? 0 : (above[n - step] ?? 0);
    row[n] = (row[n] ?? 0) + predicted(type, left, up, upLeft);
  }
}

function predicted(type: number, left: number, up: number, upLeft: number): number {
  if (type === 1) return left;
  if (type === 2) return up;
  if (type === 3) return (left + up) >> 1;
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}

function broken(why: string, cause?: unknown): StillmotionError {
  return new StillmotionError(
    'picture-undecodable',
    `The map is no whole PNG of 16 bits: ${why}.`,
    { cause },
  );
}
