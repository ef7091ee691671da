import type { Size } from '../size.ts';

/** How far around a place all has to have its colour, px: codecs blur an edge into what is as near as that. */
const FLAT_MARGIN = 8;
/**
 * Shares of a picture: all that is flat is this much at least, each of its colours that much. Else it is no graphic: corners of
 * photographs are black (4 % of the one that qualities are measured by), and skies have steps (12 % in all, at 1080p).
 */
const LEAST = { all: 1 / 8, colour: 1 / 64, colourful: 1 / 16 };
/** How far chroma lies from that of greys where a colour is none, and red, green and blue from one another, of 256 levels. */
const COLOURFUL = 6;
/** What is flat holds whole blocks of this size, at places that are multiples of it, of at least its own area, px. */
const BLOCK = 8;

/** A plane's samples, somewhere in memory. */
export interface Samples {
  readonly samples: Uint8Array | Uint8ClampedArray | Uint16Array;
  /** Of the first one. */
  readonly offset: number;
  /** From row to row, and from one to the next in a row, samples. */
  readonly stride: number;
  readonly step: number;
}

/** Three planes of a picture. */
export interface Planes extends Size {
  /** Of each pixel, and two more, of each or of 2 × 2 of them. */
  readonly planes: readonly [Samples, Samples, Samples];
  readonly isHalved: boolean;
  /** The largest sample that there could be. */
  readonly peak: number;
}

/** Where a picture is flat, in places of one pixel, or of 2 × 2 where chroma is halved. */
export interface FlatPlaces {
  /** In a row. */
  readonly columns: number;
  /** Their numbers, row by row. */
  readonly places: Uint32Array;
}

/**
 * Finds what has the same colour as all that lies so far around it; edges of the picture end nothing. `undefined` where that is
 * little.
 *
 * @param around px
 */
export function findFlatPlaces(picture: Planes, around = FLAT_MARGIN): FlatPlaces | undefined {
  if (countFlat(picture).flat < LEAST.all) return undefined;
  const pixels = picture.isHalved ? 2 : 1;
  const columns = Math.floor(picture.width / pixels);
  const rows = Math.floor(picture.height / pixels);
  const margin = around / pixels;
  const colours = coloursOf(picture, columns, rows);
  /** Above one another, so many places are as wide as the margin, and of one colour. */
  const runs = new Uint32Array(columns);
  const flat = new Uint8Array(columns * rows);
  const isEven = new Uint8Array(columns);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    markEven(colours, start, columns, margin, isEven);
    for (let column = 0; column < columns; column++) {
      const run = runs[column] ?? 0;
      const even = isEven[column] ?? 0;
      const at = start + column;
      const goesOn = run > 0 && even === 1 && colours[at] === colours[at - columns];
      if (goesOn) runs[column] = run + 1;
      else {
        if (run > 0) count += closeRun(flat, columns, column, row - run, row, margin, rows);
        runs[column] = even;
      }
    }
  }
  for (let column = 0; column < columns; column++)
    count += closeRun(flat, columns, column, rows - (runs[column] ?? 0), rows, margin, rows);
  if (count < LEAST.all * flat.length) return undefined;
  const places = largeOnes(colours, flat, count);
  return places.length < LEAST.all * flat.length ? undefined : { columns, places };
}

/** The places of colours of which there is enough. */
function largeOnes(colours: Int32Array, flat: Uint8Array, count: number): Uint32Array {
  const counts = new Map<number, number>();
  for (let place = flat.indexOf(1); place >= 0;) {
    const colour = colours[place] ?? NO_COLOUR;
    const first = place;
    while (flat[place] === 1 && colours[place] === colour) place++;
    counts.set(colour, (counts.get(colour) ?? 0) + place - first);
    if (flat[place] !== 1) place = flat.indexOf(1, place);
  }
  const least = LEAST.colour * flat.length;
  const large = new Set([...counts].filter(([, own]) => own >= least).map(([colour]) => colour));
  const places = new Uint32Array(count);
  let found = 0;
  for (let place = flat.indexOf(1); place >= 0; place = flat.indexOf(1, place + 1))
    if (large.has(colours[place] ?? NO_COLOUR)) places[found++] = place;
  return places.subarray(0, found);
}

/** Of a place whose luma isn't all alike. */
const NO_COLOUR = -1;

/** The colour of each place, as one number: samples have ten bits at most. */
function coloursOf({ planes, isHalved, peak }: Planes, columns: number, rows: number): Int32Array {
  const [luma, blue, red] = planes;
  const lumas = luma.samples;
  const pixels = isHalved ? 2 : 1;
  const across = isHalved ? luma.step : 0;
  const down = isHalved ? luma.stride : 0;
  const colours = new Int32Array(columns * rows);
  let place = 0;
  for (let row = 0; row < rows; row++) {
    let at = luma.offset + pixels * row * luma.stride;
    let blueAt = blue.offset + row * blue.stride;
    let redAt = red.offset + row * red.stride;
    for (let column = 0; column < columns; column++) {
      const level = lumas[at] ?? 0;
      const isWhole =
        lumas[at + across] === level &&
        lumas[at + down] === level &&
        lumas[at + down + across] === level;
      colours[place++] = isWhole
        ? (level * (peak + 1) + (blue.samples[blueAt] ?? 0)) * (peak + 1) +
          (red.samples[redAt] ?? 0)
        : NO_COLOUR;
      at += pixels * luma.step;
      blueAt += blue.step;
      redAt += red.step;
    }
  }
  return colours;
}

/**
 * What a picture is flat by, if enough blocks are of one level in the first plane: of photographs next to none are, which a
 * few samples tell. Greys are white margins and black bars, mostly.
 */
export function kindOfFlat(
  picture: Planes,
  isColourful: IsColourful,
): 'colours' | 'greys' | undefined {
  const { flat, colourful } = countFlat(picture, isColourful);
  if (flat < LEAST.all) return undefined;
  return colourful < LEAST.colourful ? 'greys' : 'colours';
}

/** Which shares of a picture are blocks of one level in its first plane, and are these and no grey. */
function countFlat(picture: Planes, isColourful?: IsColourful) {
  const { width, height } = picture;
  let [flat, colourful] = [0, 0];
  for (let y = 0; y + BLOCK <= height; y += BLOCK)
    for (let x = 0; x + BLOCK <= width; x += BLOCK) {
      if (!isOneLevel(picture.planes[0], x, y)) continue;
      flat++;
      if (isColourful?.(picture, x, y)) colourful++;
    }
  const share = BLOCK ** 2 / (width * height);
  return { flat: flat * share, colourful: colourful * share };
}

/** Whether a pixel is no grey. */
type IsColourful = (picture: Planes, x: number, y: number) => boolean;

/** Of Y′, Cb and Cr. */
export const hasChroma: IsColourful = ({ planes: [, ...chroma], isHalved, peak }, x, y) => {
  const [column, row] = isHalved ? [x >> 1, y >> 1] : [x, y];
  const grey = (peak + 1) / 2;
  const least = (COLOURFUL * (peak + 1)) / 256;
  return chroma.some((plane) => Math.abs(sampleAt(plane, column, row) - grey) >= least);
};

/** Of red, green and blue. */
export const hasColour: IsColourful = ({ planes: [red, ...others], peak }, x, y) => {
  const base = sampleAt(red, x, y);
  const least = (COLOURFUL * (peak + 1)) / 256;
  return others.some((plane) => Math.abs(sampleAt(plane, x, y) - base) >= least);
};

/** By its own columns and rows; 0 outside. */
export function sampleAt(
  { samples, offset, stride, step }: Samples,
  column: number,
  row: number,
): number {
  return samples[offset + row * stride + column * step] ?? 0;
}

function isOneLevel({ samples, offset, stride, step }: Samples, x: number, y: number): boolean {
  const first = offset + y * stride + x * step;
  const level = samples[first];
  for (let row = 0; row < BLOCK; row++)
    for (let at = first + row * stride, n = 0; n < BLOCK; n++, at += step)
      if (samples[at] !== level) return false;
  return true;
}

/**
 * Marks the places of a row that have the colour of all that lies so far before and behind them.
 *
 * @param from the row's first place
 */
function markEven(
  colours: Int32Array,
  from: number,
  columns: number,
  margin: number,
  isEven: Uint8Array,
): void {
  isEven.fill(0);
  for (let start = 0, end = 0; start < columns; start = end) {
    const colour = colours[from + start];
    for (end = start + 1; end < columns && colours[from + end] === colour;) end++;
    if (colour === NO_COLOUR) continue;
    const first = start === 0 ? 0 : start + margin;
    const last = end === columns ? columns : end - margin;
    if (first < last) isEven.fill(1, first, last);
  }
}

/** Marks what is far enough inside a run of even places, one below the other, that ends above a row. */
function closeRun(
  flat: Uint8Array,
  columns: number,
  column: number,
  start: number,
  end: number,
  margin: number,
  rows: number,
): number {
  const first = start === 0 ? 0 : start + margin;
  const last = end === rows ? rows : end - margin;
  for (let row = first; row < last; row++) flat[row * columns + column] = 1;
  return Math.max(0, last - first);
}
