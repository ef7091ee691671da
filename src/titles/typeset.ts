import type { Timeline } from '../core/timeline.ts';
import { formatLine, NUMBER_SIGNS, type TitleRun } from '../core/title.ts';
import { lineHeight, type TitlePlace } from '../film/frame/layout.ts';
import { type Glyph, PHASES, type Piece, type Typeface } from './typeface.ts';
import { isDrawnWhole } from './script.ts';

export interface PlacedGlyph {
  readonly glyph: Glyph;
  /** The column of the canvas at which its own first one stands, px. */
  readonly start: number;
  /** How far below the last line its own one stands, px: never above 0. */
  readonly row: number;
}

/** Glyphs in rows. */
export interface SetTitle {
  readonly glyphs: readonly PlacedGlyph[];
  /** Where the text begins and ends on the canvas, px; not whole. */
  readonly from: number;
  readonly to: number;
}

export const NOTHING_SET: SetTitle = { glyphs: [], from: 0, to: 0 };

/**
 * Sets the titles of frames, one at a time, in memory that is used again, so that a playing film leaves
 * little to be collected: one is valid until the next call but one.
 */
export type Typesetter = (index: number) => SetTitle;

/** @param place each line stands in its middle */
export function createTypesetter(
  lines: readonly (readonly TitleRun[])[],
  place: Pick<TitlePlace, 'centre' | 'fontSize'>,
  timeline: Timeline,
  typeface: Typeface,
): Typesetter {
  const cutters = lines.map((runs) => (isDrawnWhole(runs) ? wholeLine(runs) : cut(runs)));
  const pieces: Piece[] = [];
  let title = createSetTitle();
  let before = createSetTitle();
  return (index) => {
    const next = before;
    before = title;
    title = next;
    title.from = Infinity;
    title.to = -Infinity;
    let count = 0;
    for (let n = 0; n < cutters.length; n++) {
      cutters[n]?.(index, timeline, typeface, pieces);
      const row = (n + 1 - lines.length) * lineHeight(place);
      count = setInRow(pieces, place.centre, row, title, count);
    }
    title.glyphs.length = count;
    return title;
  };
}

/**
 * Asks a typeface for all that the title of a frame is set from, and, where lines are cut, for what any other
 * frame's is: numbers have few signs, and a sign has few places between pixels.
 */
export function createAsker(
  lines: readonly (readonly TitleRun[])[],
  typeset: Typesetter,
  typeface: Typeface,
): (index: number) => void {
  const isSame = lines.flat().every(({ kind }) => kind === 'text');
  const goesByFrame = !isSame && lines.some(isDrawnWhole);
  let asked = false;
  return (index) => {
    if (asked && !goesByFrame) return;
    typeset(index);
    if (!asked && !isSame && !goesByFrame) askForAll(lines.flat(), typeface);
    asked = true;
  };
}

function askForAll(runs: readonly TitleRun[], typeface: Typeface): void {
  for (const run of runs)
    for (const text of run.kind === 'text' ? [run.text] : NUMBER_SIGNS)
      for (let phase = 0; phase < PHASES; phase++) typeface.piece(text).glyph(phase);
}

interface OpenTitle extends SetTitle {
  readonly glyphs: { -readonly [K in keyof PlacedGlyph]: PlacedGlyph[K] }[];
  from: number;
  to: number;
}

function createSetTitle(): OpenTitle {
  return { glyphs: [], from: 0, to: 0 };
}

/** Gives a line's pieces, from left to right. */
type Cutter = (index: number, timeline: Timeline, typeface: Typeface, pieces: Piece[]) => void;

/** Text stays in one piece, with its kerning; numbers come digit by digit, as those are seen again. */
function cut(runs: readonly TitleRun[]): Cutter {
  return (index, timeline, typeface, pieces) => {
    let count = 0;
    for (const run of runs) {
      if (run.kind === 'text') pieces[count++] = typeface.piece(run.text);
      else for (const digit of run.format(index, timeline)) pieces[count++] = typeface.piece(digit);
    }
    pieces.length = count;
  };
}

function wholeLine(runs: readonly TitleRun[]): Cutter {
  return (index, timeline, typeface, pieces) => {
    pieces.length = 1;
    pieces[0] = typeface.newPiece(formatLine(runs, index, timeline));
  };
}

/** @returns how many glyphs the title has now */
function setInRow(
  pieces: readonly Piece[],
  centre: number,
  row: number,
  title: OpenTitle,
  before: number,
): number {
  const { glyphs } = title;
  let length = 0;
  for (const { advance } of pieces) length += advance;
  let pen = centre - length / 2;
  title.from = Math.min(title.from, pen);
  title.to = Math.max(title.to, pen + length);
  let count = before;
  for (const piece of pieces) {
    const quarter = Math.round(pen * PHASES);
    const glyph = piece.glyph(((quarter % PHASES) + PHASES) % PHASES);
    const start = Math.floor(quarter / PHASES) - glyph.bearing;
    const placed = glyphs[count++];
    if (placed === undefined) glyphs.push({ glyph, start, row });
    else {
      placed.glyph = glyph;
      placed.start = start;
      placed.row = row;
    }
    pen += piece.advance;
  }
  return count;
}
