import { StillmotionError } from '../errors.ts';
import { orientationIn } from './exif.ts';
import type { Size } from '../size.ts';

// PNGs of 16 bits (ISO/IEC 15948): browsers give but 8 of them. What is compressed they can read.

/** Levels of 16 bits, row by row, those of a pixel together, each with its high byte first. */
export interface Png16 extends Size {
  /** Grey; grey and alpha; red, green and blue; or these and alpha. */
  readonly samples: 1 | 2 | 3 | 4;
  readonly bytes: Uint8Array;
}

/** The same of grey alone. */
export interface Grey16 extends Size {
  readonly bytes: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** How many samples a pixel has, by colour type; what has a palette has no 16 bits. */
const SAMPLES: Readonly<Record<number, Png16['samples']>> = { 0: 1, 4: 2, 2: 3, 6: 4 };

/** True for one whose pixels are grey, with alpha or without. */
export function isGrey16(file: Uint8Array): boolean {
  return (
    SIGNATURE.every((byte, n) => file[n] === byte) &&
    file[24] === 16 &&
    [0, 4].includes(file[25] ?? 1)
  );
}

/**
 * Reads the levels of a grey PNG of 16 bits; upright, as its EXIF says; its alpha, its gamma and its profile are left out.
 *
 * @param mostPixels more are refused before anything is unpacked
 * @throws StillmotionError `picture-undecodable`, `picture-too-large`
 */
export async function readGrey16(file: Uint8Array, mostPixels: number): Promise<Grey16> {
  const { width, height, samples, bytes } = await readPng16(file, mostPixels);
  if (samples === 1) return { width, height, bytes };
  const grey = new Uint8Array(2 * width * height);
  for (let n = 0; n < width * height; n++) {
    grey[2 * n] = bytes[2 * samples * n] ?? 0;
    grey[2 * n + 1] = bytes[2 * samples * n + 1] ?? 0;
  }
  return { width, height, bytes: grey };
}

/**
 * Reads the levels of a PNG of 16 bits as they stand; upright, as its EXIF says; its gamma and its profile are left out.
 *
 * @param mostPixels more are refused before anything is unpacked
 * @throws StillmotionError `picture-undecodable`, `picture-too-large`
 */
export async function readPng16(file: Uint8Array, mostPixels: number): Promise<Png16> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.byteLength < 33) throw broken('it is cut short');
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const interlaced = view.getUint8(28);
  if (width === 0 || height === 0) throw broken('it has no pixels');
  if (width * height > mostPixels)
    throw new StillmotionError(
      'picture-too-large',
      `It has ${width}×${height} pixels; at most ${mostPixels} are read.`,
    );
  if (interlaced !== 0)
    throw broken('it is interlaced, which is read of 8 bits alone; save it without');
  const samples = SAMPLES[view.getUint8(25)];
  if (samples === undefined) throw broken('its colours have a type that there is not');
  const stride = 2 * samples * width;
  const { data, exif } = chunksOf(file, view);
  const rows = await inflate(data, height * (stride + 1));
  const bytes = new Uint8Array(stride * height);
  let before: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1);
    const row = rows.subarray(at + 1, at + 1 + stride);
    unfilter(rows[at] ?? 0, row, before, 2 * samples);
    bytes.set(row, y * stride);
    before = row;
  }
  return upright({ width, height, samples, bytes }, orientationIn(exif));
}

/** As browsers show a picture that says that it is stored in another way. */
function upright(stored: Png16, orientation: number): Png16 {
  if (orientation === 1) return stored;
  const turns = orientation > 4;
  const width = turns ? stored.height : stored.width;
  const height = turns ? stored.width : stored.height;
  const [lastX, lastY] = [stored.width - 1, stored.height - 1];
  const mirrorsX = [2, 3, 7, 8].includes(orientation);
  const mirrorsY = [3, 4, 6, 7].includes(orientation);
  const { samples } = stored;
  const pixel = 2 * samples;
  const bytes = new Uint8Array(stored.bytes.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [alongX, alongY] = turns ? [y, x] : [x, y];
      const from =
        (mirrorsY ? lastY - alongY : alongY) * stored.width + (mirrorsX ? lastX - alongX : alongX);
      const to = y * width + x;
      for (let n = 0; n < pixel; n++) bytes[pixel * to + n] = stored.bytes[pixel * from + n] ?? 0;
    }
  }
  return { width, height, samples, bytes };
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
  return new StillmotionError('picture-undecodable', `It is no whole PNG of 16 bits: ${why}.`, {
    cause,
  });
}
