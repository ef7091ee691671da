import type { AlphaPlanes } from '../core/planes/alpha-planes.ts';
import { colourPlaneSize, type DeepPlanes } from '../core/planes/deep-planes.ts';
import type { Nv12 } from '../core/planes/nv12.ts';
import type { Sampling } from '../core/sampling.ts';
import type { Size } from '../core/size.ts';

/** The samples of one component in memory. */
export interface Samples {
  /** A sample each, of eight bits or of ten. */
  readonly values: Uint8Array | Uint8ClampedArray | Uint16Array;
  /** Of the first. */
  readonly offset: number;
  /** From row to row. */
  readonly stride: number;
  /** From sample to sample. */
  readonly step: number;
  /** Bits of each; left out: 8. */
  readonly depth?: 10;
}

/** A frame's Y′, Cb and Cr, 4:2:0. */
export interface FramePlanes {
  readonly luma: Samples;
  readonly chroma: readonly [Samples, Samples];
  /** Y′ of black is 0, and 16 where it isn't. */
  readonly fullRange: boolean;
}

/** The same of a frame that may be seen through. */
export interface SeenPlanes extends FramePlanes {
  /** From 0 to 255; left out: it is opaque. */
  readonly alpha?: Samples;
}

/** Mean squared errors of a frame's components, in levels of the limited range. */
export interface FrameErrors {
  readonly luma: number;
  /** Of the worse of Cb and Cr. */
  readonly chroma: number;
}

/** Planes as the program draws them. */
export function drawnPlanes({ bytes, planes: [luma, chroma] }: Nv12): FramePlanes {
  const colour = (offset: number) => ({
    values: bytes,
    ...chroma,
    offset: chroma.offset + offset,
    step: 2,
  });
  return {
    luma: { values: bytes, ...luma, step: 1 },
    chroma: [colour(0), colour(1)],
    fullRange: false,
  };
}

/** Three planes of a frame's size, one behind the other. */
export function wholePlanes(
  bytes: Uint8Array,
  { width, height }: Size,
  fullRange: boolean,
): FramePlanes {
  const plane = (n: number) => ({
    values: bytes,
    offset: n * width * height,
    stride: width,
    step: 1,
  });
  return { luma: plane(0), chroma: [plane(1), plane(2)], fullRange };
}

/**
 * Planes of ten bits.
 *
 * @param sampling left out: 4:2:0
 */
export function deepPlanes(
  { samples: values }: DeepPlanes,
  size: Size,
  sampling: Sampling | undefined,
): FramePlanes {
  const colours = colourPlaneSize(size, sampling);
  const firstColour = size.width * size.height;
  const plane = (offset: number, stride: number) =>
    ({ values, offset, stride, step: 1, depth: 10 }) as const;
  return {
    luma: plane(0, size.width),
    chroma: [
      plane(firstColour, colours.width),
      plane(firstColour + colours.width * colours.height, colours.width),
    ],
    fullRange: sampling === 'rgb',
  };
}

/** The two pictures of a frame that is transparent: colours, and alpha in the place of Y′. */
export function seenPlanes({ color, alpha }: AlphaPlanes, size: Size): SeenPlanes {
  return { ...halvedPlanes(color, size), alpha: halvedPlanes(alpha, size).luma };
}

/** Planes of 4:2:0, one behind the other. */
function halvedPlanes(bytes: Uint8Array, { width, height }: Size): FramePlanes {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const firstCb = width * height;
  const colour = (offset: number) => ({ values: bytes, offset, stride: half.width, step: 1 });
  return {
    luma: { values: bytes, offset: 0, stride: width, step: 1 },
    chroma: [colour(firstCb), colour(firstCb + half.width * half.height)],
    fullRange: false,
  };
}

/**
 * Between a decoded frame and the drawn one, which is in limited range or is as the decoded one.
 *
 * @param sampling left out: 4:2:0
 */
export function frameErrors(
  decoded: FramePlanes,
  drawn: FramePlanes,
  size: Size,
  sampling?: Sampling,
): FrameErrors {
  const half = sampling
    ? size
    : { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
  const levels = decoded.fullRange && !drawn.fullRange ? FROM_FULL : AS_THEY_ARE;
  const [cb, cr] = decoded.chroma.map((samples, n) =>
    meanSquaredError(samples, drawn.chroma[n] ?? samples, half, levels.chroma),
  );
  return {
    luma: meanSquaredError(decoded.luma, drawn.luma, size, levels.luma),
    chroma: Math.max(cb ?? 0, cr ?? 0),
  };
}

const AS_THEY_ARE = { luma: undefined, chroma: undefined };
/** Rec. ITU-R BT.709-6, 3.4: what full range's levels are in the limited one. */
const FROM_FULL = {
  luma: Uint8Array.from({ length: 256 }, (_, y) => Math.round(16 + (219 * y) / 255)),
  chroma: Uint8Array.from({ length: 256 }, (_, c) => Math.round(128 + (224 * (c - 128)) / 255)),
};

/** One of them, as a part of one of eight (Rec. ITU-R BT.709-6, 3.5). */
const LEVEL_OF_TEN_BITS = 1 / 4;

/**
 * In levels of eight bits, whatever samples have, both as many.
 *
 * @param levels what the first samples' levels are in the scale of the second; left out: the same
 */
export function meanSquaredError(
  a: Samples,
  b: Samples,
  { width, height }: Size,
  levels?: Uint8Array,
): number {
  let squares = 0;
  for (let row = 0; row < height; row++) squares += squaresOfRow(a, b, row, width, levels);
  const level = a.depth === undefined ? 1 : LEVEL_OF_TEN_BITS;
  return (squares * level ** 2) / (width * height);
}

/** Within 31 bits for 33,000 samples of eight: a sum that leaves them has its loop compiled anew, for doubles. */
function squaresOfRow(
  a: Samples,
  b: Samples,
  row: number,
  width: number,
  levels: Uint8Array | undefined,
): number {
  let atA = a.offset + row * a.stride;
  let atB = b.offset + row * b.stride;
  let squares = 0;
  for (let column = 0; column < width; column++) {
    const sample = a.values[atA] ?? 0;
    const difference = (levels ? (levels[sample] ?? 0) : sample) - (b.values[atB] ?? 0);
    squares += difference * difference;
    atA += a.step;
    atB += b.step;
  }
  return squares;
}

/**
 * What a picture has of the finest detail: half of the mean squared difference between neighbours. A codec that
 * has too few bits for it is wrong by no more.
 */
export function fineDetail(samples: Samples, { width, height }: Size): number {
  if (width < 2) return 0;
  const next = { ...samples, offset: samples.offset + samples.step };
  return meanSquaredError(samples, next, { width: width - 1, height }) / 2;
}

/** Peak signal-to-noise ratio, dB; `Infinity` without a difference. */
export function psnr(meanSquares: number): number {
  return 10 * Math.log10(255 ** 2 / meanSquares);
}
