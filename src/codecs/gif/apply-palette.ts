import type { DitherName } from './dither-names.ts';
import { createNearest, type Nearest } from './nearest.ts';
import type { Palette } from './palette.ts';

interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8ClampedArray;
}

/** Bayer's matrix of 8 × 8, from -½ to ½. */
const PATTERN = Float32Array.from({ length: 64 }, (_, n) => {
  const [x, y] = [n % 8, Math.floor(n / 8)];
  let value = 0;
  for (let bit = 0; bit < 3; bit++) {
    const [across, down] = [(x >> bit) & 1, (y >> bit) & 1];
    value = (value << 2) | ((across ^ down) << 1) | down;
  }
  return (value + 0.5) / 64 - 0.5;
});

/** Finds colours' places in a palette. */
export interface Quantizer {
  /** How many colours there are. */
  readonly size: number;
  /** A picture as places in the palette, a byte a pixel. */
  readonly apply: (picture: Picture) => Uint8Array;
}

export function createQuantizer(palette: Palette, dither: DitherName): Quantizer {
  const { length: size } = palette;
  const nearest = createNearest(palette);
  if (dither === 'ordered') {
    const reach = spacings(palette);
    return { size, apply: (picture) => applyOrdered(picture, palette, nearest, reach) };
  }
  const apply = dither === 'diffusion' ? applyDiffused : applyPlain;
  return { size, apply: (picture) => apply(picture, palette, nearest) };
}

function applyPlain({ data }: Picture, _: Palette, nearest: Nearest): Uint8Array {
  const indices = new Uint8Array(data.length / 4);
  for (let n = 0; n < indices.length; n++)
    indices[n] = nearest(data[4 * n] ?? 0, data[4 * n + 1] ?? 0, data[4 * n + 2] ?? 0);
  return indices;
}

/** Of how many neighbours in the palette the distance is taken: with one, pairs of like colours would hide all others. */
const NEIGHBOURS = 2;

/**
 * How far each colour's neighbours in the palette lie from it, in levels of each of red, green and blue. A pattern that
 * reaches as far shows what lies between them; one that reaches farther is seen as a grid, and loses up to 15 dB.
 */
function spacings(palette: Palette): Float32Array {
  return Float32Array.from(palette, (color) => {
    const distances = palette
      .map((other) => Math.hypot(...color.map((level, c) => level - (other[c] ?? 0))))
      .filter((distance) => distance > 0)
      .toSorted((a, b) => a - b)
      .slice(0, NEIGHBOURS);
    const sum = distances.reduce((total, distance) => total + distance, 0);
    return sum / Math.max(1, distances.length) / Math.sqrt(3);
  });
}

/** A colour that the palette has stays as it is. */
function applyOrdered(
  { data, width }: Picture,
  palette: Palette,
  nearest: Nearest,
  reach: Float32Array,
): Uint8Array {
  const colors = packedColors(palette);
  const indices = new Uint8Array(data.length / 4);
  let x = 0;
  let row = 0;
  for (let n = 0; n < indices.length; n++) {
    const red = data[4 * n] ?? 0;
    const green = data[4 * n + 1] ?? 0;
    const blue = data[4 * n + 2] ?? 0;
    const index = nearest(red, green, blue);
    if (colors[index] === packColor(red, green, blue)) indices[n] = index;
    else {
      const offset = (PATTERN[row + (x & 7)] ?? 0) * (reach[index] ?? 0);
      indices[n] = nearest(toByte(red + offset), toByte(green + offset), toByte(blue + offset));
    }
    if (++x < width) continue;
    x = 0;
    row = (row + 8) & 63;
  }
  return indices;
}

function packedColors(palette: Palette): Uint32Array {
  return Uint32Array.from(palette, (color) => packColor(...color));
}

function packColor(red: number, green: number, blue: number): number {
  return (red << 16) | (green << 8) | blue;
}

/** Hands what a pixel's colour is wrong by on to those that follow: 7 right, 3, 5 and 1 of 16 below. */
function applyDiffused({ data, width, height }: Picture, palette: Palette, nearest: Nearest) {
  const colors = Uint8Array.from(palette.flat());
  const indices = new Uint8Array(width * height);
  // A pixel more at either end; this row's errors, and those of the next.
  let here = new Float32Array(3 * (width + 2));
  let below = new Float32Array(here.length);
  const handOn = (at: number, wanted: number, color: number) => {
    const error = (wanted - color) / 16;
    here[at + 3] = (here[at + 3] ?? 0) + 7 * error;
    below[at - 3] = (below[at - 3] ?? 0) + 3 * error;
    below[at] = (below[at] ?? 0) + 5 * error;
    below[at + 3] = (below[at + 3] ?? 0) + error;
  };
  for (let y = 0; y < height; y++) {
    below.fill(0);
    for (let x = 0; x < width; x++) {
      const at = 3 * (x + 1);
      const from = 4 * (y * width + x);
      const red = toByte((data[from] ?? 0) + (here[at] ?? 0));
      const green = toByte((data[from + 1] ?? 0) + (here[at + 1] ?? 0));
      const blue = toByte((data[from + 2] ?? 0) + (here[at + 2] ?? 0));
      const index = nearest(red, green, blue);
      indices[y * width + x] = index;
      handOn(at, red, colors[3 * index] ?? 0);
      handOn(at + 1, green, colors[3 * index + 1] ?? 0);
      handOn(at + 2, blue, colors[3 * index + 2] ?? 0);
    }
    [here, below] = [below, here];
  }
  return indices;
}

function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
