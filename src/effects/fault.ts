import { type ErrorCode, StillmotionError } from '../core/errors.ts';

/** Where in a text, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** What is wrong in a person's own file, as a compiler would say it: the place, the line, a caret below it. */
export function faultAt(
  file: string,
  text: string,
  { line, column }: Place,
  what: string,
  code: ErrorCode = 'shader-failed',
): StillmotionError {
  const shown = (text.split('\n')[line - 1] ?? '').replaceAll('\t', ' ');
  const margin = `${line} | `;
  return new StillmotionError(
    code,
    [
      `${file}:${line}:${column}: ${what}.`,
      `${margin}${shown}`,
      `${' '.repeat(margin.length - 2)}| ${' '.repeat(column - 1)}^ ${what}`,
    ].join('\n'),
  );
}

/** The same of what is right, and not drawn here. */
export function unsupported(
  file: string,
  text: string,
  place: Place,
  what: string,
): StillmotionError {
  return faultAt(file, text, place, what, 'shader-unsupported');
}
