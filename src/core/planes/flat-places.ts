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
  /** Above one another, so many places are as wide as the margin, and of one colour. */
  const runs = new Uint32Array(columns);
  const flat = new Uint8Array(columns * rows);
  const isEven = new Uint8Array(columns);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    markEven(picture, row, columns, margin, isEven);
    for (let column = 0; column < columns; column++) {
      const run = runs[column] ?? 0;
      const goesOn =
        run > 0 && isEven[column] === 1 && isAlike(picture, column, row, column, row - 1);
      if (!goesOn) count += closeRun(flat, columns, column, row - run, row, margin, rows);
      runs[column] = goesOn ? run + 1 : (isEven[column] ?? 0);
    }
  }
  for (let column = 0; column < columns; column++)
    count += closeRun(flat, columns, column, rows - (runs[column] ?? 0), rows, margin, rows);
  if (count < LEAST.all * flat.length) return undefined;
  const places = largeOnes(picture, columns, flat);
  return places.length < LEAST.all * flat.length ? undefined : { columns, places };
}

/** The places of colours of which there is enough. */
function largeOnes(picture: Planes, columns: number, flat: Uint8Array): Uint32Array {
  const counts = new Map<number, number>();
  const colours = new Float64Array(flat.length);
  for (let place = flat.indexOf(1); place >= 0; place = flat.indexOf(1, place + 1)) {
    const colour = colourAt(picture, place % columns, Math.floor(place / columns));
    colours[place] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const least = LEAST.colour * flat.length;
  const places: number[] = [];
  for (let place = flat.indexOf(1); place >= 0; place = flat.indexOf(1, place + 1))
    if ((counts.get(colours[place] ?? 0) ?? 0) >= least) places.push(place);
  return Uint32Array.from(places);
}

function colourAt({ planes, isHalved, peak }: Planes, column: number, row: number): number {
  return planes.reduce((colour, { samples, offset, stride, step }, n) => {
    const pixels = isHalved && n === 0 ? 2 : 1;
    return colour * (peak + 1) + (samples[offset + pixels * (row * stride + column * step)] ?? 0);
  }, 0);
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

/** Marks the places of a row that have the colour of all that lies so far before and behind them. */
function markEven(
  picture: Planes,
  row: number,
  columns: number,
  margin: number,
  isEven: Uint8Array,
): void {
  isEven.fill(0);
  let start = 0;
  for (let column = 0; column <= columns; column++) {
    const goesOn =
      column < columns &&
      isWhole(picture, column, row) &&
      (column === start || isAlike(picture, column, row, column - 1, row));
    if (goesOn) continue;
    const first = start === 0 ? 0 : start + margin;
    const end = column === columns ? columns : column - margin;
    if (first < end) isEven.fill(1, first, end);
    const isNext = column < columns && isWhole(picture, column, row);
    start = isNext ? column : column + 1;
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

/** Whether all luma of a place is alike. */
function isWhole({ planes: [luma], isHalved }: Planes, column: number, row: number): boolean {
  if (!isHalved) return true;
  const { samples, offset, stride, step } = luma;
  const at = offset + 2 * row * stride + 2 * column * step;
  const level = samples[at];
  return (
    samples[at + step] === level &&
    samples[at + stride] === level &&
    samples[at + stride + step] === level
  );
}

/** Whether two places have one colour, if each is whole. */
function isAlike(
  { planes: [luma, blue, red], isHalved }: Planes,
  column: number,
  row: number,
  otherColumn: number,
  otherRow: number,
): boolean {
  const pixels = isHalved ? 2 : 1;
  const isSame = ({ samples, offset, stride, step }: Samples, times: number) =>
    samples[offset + times * (row * stride + column * step)] ===
    samples[offset + times * (otherRow * stride + otherColumn * step)];
  return isSame(luma, pixels) && isSame(blue, 1) && isSame(red, 1);
}
