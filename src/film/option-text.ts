import { StillmotionError } from '../core/errors.ts';
import { lowestTerms } from '../core/fraction.ts';
import type { Size } from '../core/size.ts';
import type { FrameRange, FrameRate } from '../core/timeline.ts';

// The values of options as people type them. What can't be read is a StillmotionError `usage`.

export function readNumber(text: string): number {
  // Number() alone would take '' for 0 and 0x10 for 16.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) throw expected('a number', text);
  return Number(text);
}

export function readSize(text: string): Size {
  const match = /^(\d+)[x×](\d+)$/i.exec(text.trim());
  if (match === null) throw expected('width x height in px, such as 640x480', text);
  return { width: Number(match[1]), height: Number(match[2]) };
}

export function readRange(text: string): FrameRange {
  const match = /^(\d+)-(\d+)$/.exec(text.trim());
  if (match === null) throw expected('two frame numbers such as 0-99', text);
  return { first: Number(match[1]), last: Number(match[2]) };
}

export function readFrameRate(text: string): FrameRate {
  const match = /^(\d+)(?:\/(\d+))?$/.exec(text.trim());
  if (match === null) {
    throw expected(
      'a whole number or a ratio such as 30000/1001 (29.97 is 30000/1001, 23.976 is 24000/1001)',
      text,
    );
  }
  const [numerator, denominator] = [Number(match[1]), Number(match[2] ?? 1)];
  if (numerator === 0 || denominator === 0) throw expected('a rate above 0', text);
  return lowestTerms(numerator, denominator);
}

/** Up to three decimals of a millisecond, which is a whole µs. */
export function readInterval(text: string): FrameRate {
  const microseconds = Math.round(readNumber(text) * 1000);
  if (microseconds <= 0 || !Number.isSafeInteger(microseconds))
    throw expected('milliseconds above 0, at most 1000000', text);
  return lowestTerms(1_000_000, microseconds);
}

export function writeNumber(value: number): string {
  return String(value);
}

export function writeRange({ first, last }: FrameRange): string {
  return `${first}-${last}`;
}

export function writeFrameRate({ numerator, denominator }: FrameRate): string {
  return denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;
}

export function writeInterval({ numerator, denominator }: FrameRate): string {
  return String(Number(((1000 * denominator) / numerator).toFixed(3)));
}

function expected(what: string, got: string): StillmotionError {
  return new StillmotionError('usage', `expected ${what}, got "${got}"`);
}
