import { examineCharacters } from './characters.ts';
import { loadTitleFont } from './font.ts';
import { createTypeface } from './glyphs.ts';
import type { Typefaces } from './typeface.ts';

/** Letters of the bundled font, drawn as they are needed. */
export const drawnTypefaces: Typefaces = {
  load: loadTitleFont,
  examine: examineCharacters,
  open: createTypeface,
};
