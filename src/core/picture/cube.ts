import { StillmotionError } from '../errors.ts';

// Tables of colours: .cube files as Adobe's "Cube LUT Specification 1.0" has them, and Resolve's INPUT_RANGE.

type Triple = readonly [number, number, number];

/** A table that gives colours for colours. */
export interface Cube {
  /** 1: a curve for each of red, green and blue; 3: an entry for each mixture of them. */
  readonly rank: 1 | 3;
  /** Entries along a side. */
  readonly size: number;
  /** What the first and the last entry along each side stand for. */
  readonly low: Triple;
  readonly high: Triple;
  /** Red, green and blue of each entry; red runs fastest, then green. */
  readonly entries: Float32Array;
}

/** Bytes; a table of 65³ entries has eight million. */
export const LONGEST_CUBE = 2 ** 24;
const LARGEST_SIDE = { 1: 65_536, 3: 65 } as const;
/** A colour has 0 to 1; a table for film's brightest light goes somewhat beyond. */
const LARGEST_VALUE = 16;

/**
 * Reads a .cube file.
 *
 * @param name by which faults in it are named
 * @throws StillmotionError `file-undecodable`, naming the line
 */
export function readCube(text: string, name: string): Cube {
  const head: Head = { low: [0, 0, 0], high: [1, 1, 1] };
  let entries: Float32Array | undefined;
  let count = 0;
  let line = 0;
  const refuse = (what: string) => faultAt(name, line, what);
  for (const raw of linesOf(text)) {
    line++;
    const words = raw.split('#', 1).join('').trim().split(/\s+/);
    const [first = ''] = words;
    if (first === '') continue;
    if (/^[A-Z]/i.test(first)) {
      if (entries !== undefined) throw refuse(`${shown(first)} stands behind the first entry`);
      readKeyword(head, words, refuse);
      continue;
    }
    entries ??= createEntries(head, refuse);
    if (count === entries.length)
      throw refuse(`there are more than the ${entries.length / 3} entries that its size says`);
    for (const value of readTriple(words, refuse)) entries[count++] = value;
  }
  const { rank, size, low, high } = head;
  if (rank === undefined || size === undefined || entries === undefined)
    throw refuse('it ends without a table; expected LUT_3D_SIZE or LUT_1D_SIZE, and its entries');
  if (count < entries.length)
    throw refuse(`it ends after ${count / 3} of the ${entries.length / 3} entries of its size`);
  return { rank, size, low, high, entries };
}

/** What stands before the entries. */
interface Head {
  rank?: 1 | 3;
  size?: number;
  low: Triple;
  high: Triple;
}

type Refuse = (what: string) => StillmotionError;

function readKeyword(head: Head, words: readonly string[], refuse: Refuse): void {
  const [keyword = '', ...values] = words;
  switch (keyword) {
    case 'TITLE':
      return;
    case 'LUT_1D_SIZE':
      return setSize(head, 1, values, refuse);
    case 'LUT_3D_SIZE':
      return setSize(head, 3, values, refuse);
    case 'DOMAIN_MIN':
      head.low = readTriple(values, refuse);
      return;
    case 'DOMAIN_MAX':
      head.high = readTriple(values, refuse);
      return;
    case 'LUT_1D_INPUT_RANGE':
    case 'LUT_3D_INPUT_RANGE': {
      const [low, high] = readNumbers(values, 2, refuse);
      head.low = [low ?? 0, low ?? 0, low ?? 0];
      head.high = [high ?? 1, high ?? 1, high ?? 1];
      return;
    }
    default:
      throw refuse(
        `${shown(keyword)} is not known; expected LUT_3D_SIZE, LUT_1D_SIZE, DOMAIN_MIN, DOMAIN_MAX, TITLE or three numbers`,
      );
  }
}

function setSize(head: Head, rank: 1 | 3, values: readonly string[], refuse: Refuse): void {
  if (head.size !== undefined) throw refuse('it has a second size; one table a file is read');
  const [size = NaN] = values.length === 1 ? values.map(Number) : [];
  if (!Number.isInteger(size) || size < 2 || size > LARGEST_SIDE[rank])
    throw refuse(
      `its size is ${shown(values.join(' '))}; expected a whole number from 2 to ${LARGEST_SIDE[rank]}`,
    );
  head.rank = rank;
  head.size = size;
}

function createEntries({ rank, size, low, high }: Head, refuse: Refuse): Float32Array {
  if (rank === undefined || size === undefined)
    throw refuse('its first entry stands before its size (LUT_3D_SIZE or LUT_1D_SIZE)');
  if (low.some((least, n) => least >= (high[n] ?? NaN)))
    throw refuse(`its domain ends where it begins: ${low.join(' ')} to ${high.join(' ')}`);
  return new Float32Array(3 * size ** rank);
}

function readTriple(words: readonly string[], refuse: Refuse): Triple {
  const [red = 0, green = 0, blue = 0] = readNumbers(words, 3, refuse);
  return [red, green, blue];
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

function readNumbers(words: readonly string[], count: number, refuse: Refuse): number[] {
  const isWhole = words.length === count && words.every((word) => NUMBER.test(word));
  const numbers = words.map(Number);
  if (isWhole && numbers.every((each) => Math.abs(each) <= LARGEST_VALUE)) return numbers;
  throw refuse(
    `${shown(words.join(' '))} is not ${count === 2 ? 'two' : 'three'} numbers within ±${LARGEST_VALUE}`,
  );
}

/** A line after the other: together they would take a multiple of the file. */
function* linesOf(text: string): Generator<string> {
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at);
    yield text.slice(at, end === -1 ? text.length : end);
    if (end === -1) return;
    at = end + 1;
  }
}

/** Characters of a bad line that its message repeats. */
const SHOWN = 40;

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}

function faultAt(name: string, line: number, what: string): StillmotionError {
  return new StillmotionError('file-undecodable', `${name}:${line}: ${what}.`);
}
