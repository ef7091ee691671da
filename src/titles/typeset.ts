import type { Timeline } from '../core/timeline.ts';
import type { TitleRun } from '../core/title.ts';
import { type Glyph, PHASES, type Piece, type Typeface } from './glyphs.ts';

export interface PlacedGlyph {
  readonly glyph: Glyph;
  /** The column of the canvas at which its own first one stands, px. */
  readonly start: number;
}

/** Glyphs in a row. */
export interface Line {
  readonly glyphs: readonly PlacedGlyph[];
  /** Where the text begins and ends on the canvas, px; not whole. */
  readonly from: number;
  readonly to: number;
}

/**
 * Sets the titles of frames, one at a time, in memory that is used again, so that a playing film leaves
 * little to be collected: a line is valid until the next call but one.
 */
export type Typesetter = (index: number) => Line;

/** @param centre the middle of each line on the canvas, px */
export function createTypesetter(
  runs: readonly TitleRun[],
  centre: number,
  timeline: Timeline,
  typeface: Typeface,
): Typesetter {
  const pieces: Piece[] = [];
  let line = createLine();
  let before = createLine();
  return (index) => {
    const next = before;
    before = line;
    line = next;
    cut(runs, index, timeline, typeface, pieces);
    setInRow(pieces, centre, line);
    return line;
  };
}

interface OpenLine extends Line {
  readonly glyphs: { -readonly [K in keyof PlacedGlyph]: PlacedGlyph[K] }[];
  from: number;
  to: number;
}

function createLine(): OpenLine {
  return { glyphs: [], from: 0, to: 0 };
}

/** Text stays in one piece, with its kerning; numbers come digit by digit, as those are seen again. */
function cut(
  runs: readonly TitleRun[],
  index: number,
  timeline: Timeline,
  typeface: Typeface,
  pieces: Piece[],
): void {
  let count = 0;
  for (const run of runs) {
    if (run.kind === 'text') pieces[count++] = typeface(run.text);
    else for (const digit of run.format(index, timeline)) pieces[count++] = typeface(digit);
  }
  pieces.length = count;
}

function setInRow(pieces: readonly Piece[], centre: number, line: OpenLine): void {
  const { glyphs } = line;
  let length = 0;
  for (const { advance } of pieces) length += advance;
  line.from = centre - length / 2;
  line.to = line.from + length;
  let pen = line.from;
  let count = 0;
  for (const piece of pieces) {
    const quarter = Math.round(pen * PHASES);
    const glyph = piece.glyph(((quarter % PHASES) + PHASES) % PHASES);
    const start = Math.floor(quarter / PHASES) - glyph.bearing;
    const placed = glyphs[count++];
    if (placed === undefined) glyphs.push({ glyph, start });
    else {
      placed.glyph = glyph;
      placed.start = start;
    }
    pen += piece.advance;
  }
  glyphs.length = count;
}
