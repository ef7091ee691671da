import type { Effect } from './effect.ts';
import { faultAt, placeOf } from './fault.ts';
import { declarations, meaningful, type Token } from './tokens.ts';

// A shader that loops for ever takes the graphics of all pages with it, and nothing but its own end can stop it.
// So loops of other people's shaders are counted, and all of an effect's together end after so many turns a pixel.

/** A ray that is marched takes hundreds, a fractal thousands. */
export const MOST_TURNS = 2 ** 18;
/** Loops of so many turns, with none inside, needn't be counted: compilers unroll them, and it is those around them that count. */
const SHORT = 64;

const LOOPS = ['for', 'while', 'do'];
/** What may write a variable that it is given. */
const WRITERS = ['out', 'inout', 'modf', 'frexp'];

/** GLSL of the count. @param goesOn what it is called */
export function turnCounter(goesOn: string): string {
  return `int ${goesOn}Turns; bool ${goesOn}(bool wanted) { ${goesOn}Turns++; return wanted && ${goesOn}Turns <= ${MOST_TURNS}; }`;
}

/** GLSL that begins to count. */
export function countAnew(goesOn: string): string {
  return `${goesOn}Turns = 0;`;
}

/**
 * The same text with each loop counted, but short ones; every line stays where it was.
 *
 * @param goesOn the function that counts: of whether a loop wants to go on, whether it may
 * @throws StillmotionError `shader-failed` where the head of a loop is in pieces
 */
export function countLoops(
  tokens: readonly Token[],
  goesOn: string,
  { file, text }: Pick<Effect, 'file' | 'text'>,
): readonly Token[] {
  const words = meaningful(tokens);
  const known = knowledgeOf(words);
  const before = new Map<Token, string>();
  const behind = new Map<Token, string>();
  for (const [n, token] of words.entries()) {
    if (token.kind !== 'word' || !['for', 'while'].includes(token.text)) continue;
    const head = headAt(words, n);
    const condition = head && conditionOf(head.parts);
    if (head === undefined || condition === undefined)
      throw faultAt(
        file,
        text,
        placeOf(text, token.at),
        `the head of this ${token.text} is in pieces; expected it whole, with its parentheses`,
      );
    if (isShort(head, known)) continue;
    const [first] = condition.value;
    const last = condition.value.at(-1);
    if (first && last) {
      before.set(first, `${goesOn}((`);
      behind.set(last, '))');
    } else before.set(condition.end, `${goesOn}(true)`);
  }
  if (before.size === 0) return tokens;
  const put = (token: Token, added: string | undefined): Token[] =>
    added === undefined ? [] : [{ ...token, kind: 'symbol', text: added }];
  return tokens.flatMap((token) => [
    ...put(token, before.get(token)),
    token,
    ...put(token, behind.get(token)),
  ]);
}

/** A loop from its first parenthesis on. */
interface Head {
  /** What stands between its semicolons, each with the sign that ends it. */
  readonly parts: readonly Part[];
  readonly body: readonly Token[];
  readonly isFor: boolean;
}

interface Part {
  readonly value: readonly Token[];
  readonly end: Token;
}

function headAt(words: readonly Token[], at: number): Head | undefined {
  const keyword = words[at];
  if (keyword === undefined) return undefined;
  // What the preprocessor's lines hold is apart from the text around them.
  const rest: Token[] = [];
  for (const token of words.slice(at + 1)) {
    if (keyword.isDirective && (!token.isDirective || token.text === '#')) break;
    if (token.isDirective === keyword.isDirective) rest.push(token);
  }
  if (rest[0]?.text !== '(') return undefined;
  const parts: Part[] = [];
  let depth = 0;
  let start = 1;
  for (const [n, token] of rest.entries()) {
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    const isEnd = depth === 0;
    if (!isEnd && !(depth === 1 && token.text === ';')) continue;
    parts.push({ value: rest.slice(start, n), end: token });
    start = n + 1;
    if (isEnd) return { parts, body: bodyOf(rest.slice(n + 1)), isFor: keyword.text === 'for' };
  }
  return undefined;
}

function conditionOf(parts: readonly Part[]): Part | undefined {
  const condition = parts.length === 3 ? parts[1] : parts.length === 1 ? parts[0] : undefined;
  if (condition === undefined) return undefined;
  const [type, name, sign, next] = condition.value;
  const declares = type?.kind === 'word' && name?.kind === 'word' && sign?.text === '=';
  return declares && next?.text !== '='
    ? { ...condition, value: condition.value.slice(3) }
    : condition;
}

/** The statement that a text begins with. */
function bodyOf(words: readonly Token[]): readonly Token[] {
  let depth = 0;
  const isBlock = words[0]?.text === '{';
  const end = words.findIndex(({ text }) => {
    if ('({'.includes(text)) depth++;
    if (')}'.includes(text)) depth--;
    return depth === 0 && text === (isBlock ? '}' : ';');
  });
  return words.slice(0, end + 1);
}

/** What of a text says how long its loops are. */
interface Knowledge {
  readonly numbers: ReadonlyMap<string, number>;
  /** Functions and macros, which may loop, or change a variable around them. */
  readonly opaque: ReadonlySet<string>;
  /** True where a function may write what it is given. */
  readonly writes: boolean;
}

function knowledgeOf(words: readonly Token[]): Knowledge {
  const numbers = new Map<string, number>();
  const several = new Set<string>();
  for (const [n, { text, kind }] of words.entries()) {
    const previous = words[n - 1];
    if (kind !== 'word' || !(previous?.kind === 'word' || isWritten(words, n))) continue;
    const isMacro = previous?.text === 'define';
    const isConstant = words[n - 2]?.text === 'const' && words[n + 1]?.text === '=';
    const [value, next] = words.slice(isMacro ? n + 1 : n + 2);
    const ends = isMacro
      ? !next?.isDirective || next.text === '#'
      : ',;'.includes(next?.text ?? '');
    // A name that is declared again is something else somewhere.
    if (several.has(text)) numbers.delete(text);
    else if ((isMacro || isConstant) && value?.kind === 'number' && ends)
      numbers.set(text, numberIn(value.text));
    several.add(text);
  }
  const others = declarations(words).filter(
    ({ name, kind }) => kind === 'function' || (kind === 'macro' && !numbers.has(name)),
  );
  return {
    numbers,
    opaque: new Set(others.map(({ name }) => name)),
    writes: words.some(({ text }) => WRITERS.includes(text)),
  };
}

function numberIn(text: string): number {
  return /^0x/i.test(text) ? Number(text.replace(/u$/i, '')) : Number(text.replace(/[fu]$/i, ''));
}

/** `for (int i = 0; i < 9; i++)` and its like, with nothing inside that loops or writes `i`. */
function isShort({ parts, body, isFor }: Head, { numbers, opaque, writes }: Knowledge): boolean {
  const [init, condition, step] = parts.map(({ value }) => value.map(({ text }) => text));
  if (!isFor || !init || !condition || !step) return false;
  const [type = '', name = '', assign, ...from] = init;
  const [compared, ...comparison] = condition;
  const sign = comparison.filter((text) => '<>='.includes(text)).join('');
  const to = comparison.filter((text) => !'<>='.includes(text));
  const isPlain = ['int', 'uint', 'float'].includes(type) && assign === '=' && compared === name;
  if (!isPlain || !['<', '<=', '>', '>='].includes(sign)) return false;
  const by = valueOf(stepOf(step, name), numbers);
  const turns = (valueOf(to, numbers) - valueOf(from, numbers)) / by;
  const isTowards = sign.startsWith('<') ? by > 0 : by < 0;
  if (!(turns >= 0 && turns <= SHORT) || !isTowards) return false;
  return !body.some(({ text, kind }, n) => {
    if (kind !== 'word') return false;
    if (LOOPS.includes(text) || opaque.has(text)) return true;
    const isGiven =
      writes && '(,'.includes(body[n - 1]?.text ?? ';') && ',)'.includes(body[n + 1]?.text ?? ';');
    return text === name && (isGiven || isWritten(body, n));
  });
}

/** `x =`, `x +=`, `x <<=`, `x++`, `--x`; of a shift by anything, too, to be safe. */
function isWritten(words: readonly Token[], at: number): boolean {
  const near = (from: number, to: number) =>
    words
      .slice(Math.max(from, 0), to)
      .map(({ text }) => text)
      .join('');
  return (
    /^(?:=(?!=)|[-+*/%&|^]=|<<|>>|\+\+|--)/.test(near(at + 1, at + 3)) ||
    /(?:\+\+|--)$/.test(near(at - 2, at))
  );
}

/** By how much a loop steps, as it is written. */
function stepOf(step: readonly string[], name: string): readonly string[] {
  const text = step.join(' ');
  if (text === `${name} + +` || text === `+ + ${name}`) return ['1'];
  if (text === `${name} - -` || text === `- - ${name}`) return ['-', '1'];
  const [first, sign = '', assign, ...by] = step;
  if (first !== name || assign !== '=' || !['+', '-'].includes(sign)) return [];
  return sign === '+' ? by : ['-', ...by];
}

/** NaN where it is no plain number. */
function valueOf(texts: readonly string[], numbers: ReadonlyMap<string, number>): number {
  const isNegative = texts[0] === '-';
  const [text = '', ...more] = isNegative ? texts.slice(1) : texts;
  if (more.length > 0) return Number.NaN;
  const value = /^\.?\d/.test(text) ? numberIn(text) : (numbers.get(text) ?? Number.NaN);
  return isNegative ? -value : value;
}
