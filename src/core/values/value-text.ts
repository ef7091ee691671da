import { StillmotionError } from '../errors.ts';
import { lowestTerms } from '../fraction.ts';
import type { Size } from '../size.ts';
import type { FrameRange, FrameRate } from '../timeline.ts';

// The values of options as people type them. What can't be read is a StillmotionError `usage`.

/** Decimals as much of the world writes them. */
const DECIMAL_COMMA = /^([+-]?\d*),(\d+)$/;

export function readNumber(text: string): number {
  const comma = DECIMAL_COMMA.exec(text.trim());
  if (comma) throw expected(`a number with a point, such as ${comma[1]}.${comma[2]}`, text);
  // Number() alone would take '' for 0 and 0x10 for 16.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) throw expected('a number', text);
  return Number(text);
}

export function readSize(text: string): Size {
  const match = /^(\d+)\s*[x×]\s*(\d+)$/i.exec(text.trim());
  if (match === null) throw expected('width x height in px, such as 640x480', text);
  return { width: Number(match[1]), height: Number(match[2]) };
}

export function readRange(text: string): FrameRange {
  const match = /^(\d+)-(\d+)$/.exec(text.trim());
  if (match === null) throw expected('two frame numbers such as 0-99', text);
  return { first: Number(match[1]), last: Number(match[2]) };
}

/** A whole number, a ratio, or decimals: those that stand for a rate of television are taken as that. */
export function readFrameRate(text: string): FrameRate {
  const comma = DECIMAL_COMMA.exec(text.trim());
  if (comma)
    throw expected(`frames per second with a point, such as ${comma[1]}.${comma[2]}`, text);
  const match = /^(\d+)(?:\/(\d+))?$|^(\d*)\.(\d{1,9})$/.exec(text.trim());
  if (match === null) {
    throw expected('frames per second: 25, 29.97 or a ratio such as 30000/1001', text);
  }
  const [, whole, divisor = 1, units = '', decimals] = match;
  const [numerator, denominator] =
    decimals === undefined
      ? [Number(whole), Number(divisor)]
      : (televisionRate(Number(text), decimals.length) ?? [
          Number(units + decimals),
          10 ** decimals.length,
        ]);
  if (numerator === 0 || denominator === 0) throw expected('a rate above 0', text);
  return lowestTerms(numerator, denominator);
}

/** NTSC's rates are by 1/1001 below these, and are written with two decimals or more: 23.98, 23.976. */
const TELEVISION = [15, 24, 30, 48, 60, 90, 96, 120, 240];

function televisionRate(rate: number, decimals: number): [number, number] | undefined {
  const base = TELEVISION.find(
    (whole) =>
      decimals >= 2 && ((whole * 1000) / 1001).toFixed(decimals) === rate.toFixed(decimals),
  );
  return base === undefined ? undefined : [base * 1000, 1001];
}

/** Says what decimals were taken for; `undefined` where that is what was typed. */
export function describeFrameRate(text: string): string | undefined {
  const rate = writeFrameRate(readFrameRate(text));
  return text.includes('.') ? `${text.trim()} is read as ${rate}` : undefined;
}

/** Up to three decimals of a millisecond, which is a whole µs. */
export function readInterval(text: string): FrameRate {
  const microseconds = Math.round(readNumber(text) * 1000);
  if (microseconds <= 0 || !Number.isSafeInteger(microseconds))
    throw expected('milliseconds above 0, at most 1000000', text);
  return lowestTerms(1_000_000, microseconds);
}

/** Two numbers, each also in per cent: `0.5 0.25` or `50% 25%`. */
export function readPair(text: string): readonly [number, number] {
  const [x, y, ...more] = text.trim().split(/\s+/);
  if (x === undefined || y === undefined || more.length > 0)
    throw expected('two numbers such as 0.5 0.25 or 50% 25%', text);
  return [readShare(x), readShare(y)];
}

/** Shares of what is left over, or where the picture's point of interest is. */
export type Place = readonly [number, number] | 'auto';

/** What CSS calls places along both axes; what is not said is the middle. */
const PLACES: Readonly<Record<string, readonly [x: number | undefined, y: number | undefined]>> = {
  left: [0, undefined],
  right: [1, undefined],
  top: [undefined, 0],
  bottom: [undefined, 1],
  centre: [undefined, undefined],
  center: [undefined, undefined],
};

/** A place as CSS writes it: one or two words in any order, or two shares, x first; or `auto`. */
export function readPosition(text: string): Place {
  if (text.trim().toLowerCase() === 'auto') return 'auto';
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s-]+/);
  const places = words.map((word) => (Object.hasOwn(PLACES, word) ? PLACES[word] : undefined));
  const [first, second] = places;
  if (first !== undefined && words.length === 1) return [first[0] ?? 0.5, first[1] ?? 0.5];
  if (first !== undefined && second !== undefined && words.length === 2) {
    const twice = [0, 1].some((n) => first[n] !== undefined && second[n] !== undefined);
    if (!twice) return [first[0] ?? second[0] ?? 0.5, first[1] ?? second[1] ?? 0.5];
  }
  const shares = text.trim().split(/\s+/);
  if (shares.length === 2 && shares.every((share) => /^[+-]?[\d.,]+%?$/.test(share)))
    return readPair(text);
  throw expected('a place such as centre, top left or 30% 60%', text);
}

function readShare(text: string): number {
  return text.endsWith('%') ? readNumber(text.slice(0, -1)) / 100 : readNumber(text);
}

export function readSwitch(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (['on', 'true', 'yes'].includes(word)) return true;
  if (['off', 'false', 'no'].includes(word)) return false;
  throw expected('on or off', text);
}

export function writePair([x, y]: readonly [number, number]): string {
  return `${x} ${y}`;
}

export function writePosition(place: Place): string {
  if (place === 'auto') return place;
  return place.map((share) => `${Number((100 * share).toFixed(9))}%`).join(' ');
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
