import type { TitleRun } from '../core/title.ts';

/** The blocks that Unicode keeps for letters written from right to left, and their marks. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Embeddings, overrides and isolates: what says of text how it is ordered. */
const BIDI_CONTROL = /[\u200e\u202a-\u202e\u2066-\u2069]/;
const STRONG = /[\p{Letter}\u200e\u200f\u061c]/u;
/** Joins what stands before it, so that a number can't be drawn without it. */
const JOINS_BEFORE = /^[\p{Mark}\u200d]/u;

/**
 * Whether a line has to be drawn whole, as its runs are ordered or joined by what stands around them: the
 * canvas does that (UAX #9, and shaping). Other lines are set run by run, from left to right.
 */
export function isDrawnWhole(runs: readonly TitleRun[]): boolean {
  return runs.some(
    (run, n) =>
      run.kind === 'text' &&
      (RIGHT_TO_LEFT.test(run.text) ||
        BIDI_CONTROL.test(run.text) ||
        (n > 0 && JOINS_BEFORE.test(run.text))),
  );
}

/** The direction of a paragraph is that of its first strong character: UAX #9, P2 and P3. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const [first = ''] = STRONG.exec(text) ?? [];
  return RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
}

/**
 * Asks for the colours of what Unicode shows in colour: the bundled font has some of it in outlines, which
 * browsers would take. Flags are pairs, and joined sequences are found without.
 */
export function inColor(text: string): string {
  return text.replaceAll(
    /(?<!\u200d)(?!\p{Regional_Indicator})\p{Emoji_Presentation}(?![\ufe0e\ufe0f\u200d\p{Emoji_Modifier}])/gu,
    '$&\ufe0f',
  );
}
