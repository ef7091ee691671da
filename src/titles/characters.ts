import { TITLE_FAMILY } from './font.ts';
import { openContext } from './glyphs.ts';
import { inColor } from './script.ts';
import type { Characters } from './typeface.ts';

/** Of Latin, Greek and Cyrillic the bundled font has everything, and nothing in colour. */
const BUNDLED = /^[\x20-\x7e\xa0-\u04ff\u2010-\u2027]*$/;
/** Never a character: what is drawn for it is drawn for all that no font has. */
const NO_CHARACTER = '\u{10fffe}';
/** What is drawn by itself; unassigned characters are those that are newer than the browser. */
const VISIBLE = /[^\p{Separator}\p{Mark}\p{Control}\p{Format}]/u;
/** Characters that a message names. */
const NAMED = 8;
/** Large enough to tell one character from another, px. */
const FONT_SIZE = 24;
const SIZE = 3 * FONT_SIZE;

/** Looks at each character of a text. Call after `loadTitleFont`. */
export function examineCharacters(text: string): Characters {
  if (BUNDLED.test(text)) return { colored: false, notes: [] };
  const context = openContext(new OffscreenCanvas(SIZE, SIZE));
  context.font = `${FONT_SIZE}px "${TITLE_FAMILY}"`;
  context.fillStyle = '#fff';
  const draw = (character: string) => {
    context.clearRect(0, 0, SIZE, SIZE);
    context.fillText(inColor(character), FONT_SIZE, 2 * FONT_SIZE);
    return context.getImageData(0, 0, SIZE, SIZE).data;
  };
  const box = draw(NO_CHARACTER);
  const missing = [...new Set(text)].filter(
    (character) =>
      VISIBLE.test(character) && draw(character).every((level, at) => level === box[at]),
  );
  return { colored: isColored(draw, text), notes: missing.length > 0 ? [describe(missing)] : [] };
}

/** Sequences are taken whole: a flag is coloured, its letters alone need not be. */
function isColored(draw: (text: string) => Uint8ClampedArray, text: string): boolean {
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  for (const { segment } of graphemes) {
    if (BUNDLED.test(segment)) continue;
    // Letters are drawn in white, with an error of rounding at most.
    if (
      draw(segment).some((level, at, pixels) => pixels[at | 3] !== 0 && at % 4 < 3 && level < 250)
    )
      return true;
  }
  return false;
}

function describe(missing: readonly string[]): string {
  const named = missing
    .slice(0, NAMED)
    .map((character) => `“${character}” (U+${codePoint(character)})`)
    .join(', ');
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  return `No font of this machine has the title's ${named}${more}: boxes stand for what is missing. Install a font that has it, such as one of Noto's.`;
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
