import { decode, encode } from 'fast-png';
import type { Session } from '../../src/cli/session/session.ts';
import type { Rect, Size } from '../../src/core/size.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob } from '../session.ts';

/** A picture: 3 bytes a pixel (red, green, blue) or 4 (and alpha), rows from the top. */
export interface Pixels extends Size {
  readonly data: Uint8Array;
  readonly channels: 3 | 4;
}

export type Color = readonly [red: number, green: number, blue: number];

/** How one picture differs from another. */
export interface Difference {
  /** In any channel of any pixel, levels. */
  readonly largest: number;
  /** Where that is. */
  readonly where: string;
  /** The share of samples, 0…1, that are off by more than one level. */
  readonly beyondOne: number;
}

/** One frame of a job, as it would be written to a file. */
export async function drawStill(
  session: Session,
  spec: SpecInput,
  picture: Pixels | undefined,
  index = 0,
): Promise<Pixels> {
  await openJob(session, spec, picture && toPng(picture));
  return fromPng(await session.still(index));
}

export function toPng({ width, height, data, channels }: Pixels): Uint8Array {
  return encode({ width, height, data, channels }, { zlib: { level: 1 } });
}

/** Reads 8-bit PNGs; grey is spread over three channels, and an alpha of 255 throughout goes. */
export function fromPng(png: Uint8Array): Pixels {
  const { width, height, data, channels, depth } = decode(png);
  if (depth !== 8) throw new Error(`a PNG of ${depth} bits; expected 8`);
  const colors = channels < 3 ? 1 : 3;
  const opaque = channels === colors || isOpaque(data, channels);
  const spread = opaque ? 3 : 4;
  const bytes = new Uint8Array(width * height * spread);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [from, to] = [pixel * channels, pixel * spread];
    for (let i = 0; i < 3; i++) bytes[to + i] = data[from + (i % colors)] ?? 0;
    if (!opaque) bytes[to + 3] = data[from + colors] ?? 0;
  }
  return { width, height, data: bytes, channels: spread };
}

function isOpaque(data: ArrayLike<number>, channels: number): boolean {
  for (let i = channels - 1; i < data.length; i += channels) if (data[i] !== 255) return false;
  return true;
}

/** A picture out of a function of column and row. */
export function paint(
  { width, height }: Size,
  color: (x: number, y: number) => Color | readonly [...Color, number],
): Pixels {
  const channels = color(0, 0).length;
  const data = new Uint8Array(width * height * channels);
  for (let at = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) for (const level of color(x, y)) data[at++] = level;
  }
  return { width, height, data, channels };
}

/** Every sample random: no two neighbours are alike, so that any shift shows. */
export function noise({ width, height }: Size, seed: number, channels: 3 | 4 = 3): Pixels {
  const random = randomFrom(seed);
  const data = new Uint8Array(width * height * channels).map(() => Math.floor(256 * random()));
  return { width, height, data, channels };
}

/** Waves of several lengths, as even as a photo out of focus. */
export function smooth({ width, height }: Size, seed = 0): Pixels {
  const wave = (place: number, period: number) => Math.sin((2 * Math.PI * place) / period + seed);
  return paint({ width, height }, (x, y) => [
    Math.round(128 + 60 * wave(x, 97) + 50 * wave(y, 61)),
    Math.round(120 + 50 * wave(x + y, 113) + 40 * wave(y, 43)),
    Math.round(110 + 70 * wave(x - 2 * y, 131) + 30 * wave(x, 37)),
  ]);
}

/** mulberry32: the same numbers, 0…1, on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function colorAt({ width, data, channels }: Pixels, x: number, y: number): Color {
  const at = (y * width + x) * channels;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

export function difference(actual: Pixels, expected: Pixels): Difference {
  const { width, height, channels, data } = expected;
  if (actual.width !== width || actual.height !== height || actual.channels !== channels) {
    const form = (p: Pixels) => `${p.width}x${p.height} with ${p.channels} channels`;
    throw new Error(`the picture is ${form(actual)}; expected ${form(expected)}`);
  }
  let largest = 0;
  let where = 'nowhere';
  let beyond = 0;
  for (let i = 0; i < data.length; i++) {
    const got = actual.data[i] ?? 0;
    const wanted = data[i] ?? 0;
    const off = Math.abs(got - wanted);
    if (off > 1) beyond++;
    if (off <= largest) continue;
    largest = off;
    const pixel = Math.floor(i / channels);
    where = `channel ${i % channels} at ${pixel % width},${Math.floor(pixel / width)} is ${got}; expected ${wanted}`;
  }
  return { largest, where, beyondOne: beyond / data.length };
}

/** Peak signal-to-noise ratio of 8-bit samples, dB. */
export function psnr(actual: Uint8Array, expected: Uint8Array): number {
  if (actual.length !== expected.length) {
    throw new Error(`${actual.length} samples; expected ${expected.length}`);
  }
  let squares = 0;
  for (let i = 0; i < expected.length; i++) squares += ((actual[i] ?? 0) - (expected[i] ?? 0)) ** 2;
  return 10 * Math.log10((255 ** 2 * expected.length) / squares);
}

/** The smallest rectangle around all pixels that answer; `undefined` when none does. */
export function boundsWhere(
  picture: Pixels,
  answers: (color: Color, x: number, y: number) => boolean,
): Rect | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (!answers(colorAt(picture, x, y), x, y)) continue;
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  if (right < left) return undefined;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
