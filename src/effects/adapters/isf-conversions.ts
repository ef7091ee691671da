import { isFunction, meaningful, statements, type Token } from '../tokens.ts';

// Programs for ISF compile desktop GLSL, which makes floats of whole numbers where it needs them; ES never does. What
// is plainly meant, by a number beside a name whose type is known, is written out here.

const COMPARISONS = ['<', '>', '<=', '>=', '==', '!='];
const OPERATORS = [...COMPARISONS, '+', '-', '*', '/', '<<', '>>', '&', '|', '^', '%'];
const WHOLE = /^\d+$/;

/** How a whole number is written as one of another type. */
const SUFFIXES = { float: '.0', uint: 'u' } as const;
type Converted = keyof typeof SUFFIXES;

/**
 * The same text with numbers of the type of what they stand beside.
 *
 * @param floats inputs
 */
export function convertNumbers(tokens: readonly Token[], floats: readonly string[]): Token[] {
  const words = meaningful(tokens);
  const types = typesOf(words, floats);
  const changed = new Map<Token, readonly string[]>();
  for (const [n, token] of words.entries()) {
    if (WHOLE.test(token.text)) {
      const type = typeBefore(words, n, types) ?? typeBehind(words, n, types);
      if (type !== undefined) changed.set(token, [token.text + SUFFIXES[type]]);
    }
    // A comparison of a whole number that was made with an input.
    const end = token.text === 'int' ? closing(words, n + 1) : -1;
    const [, behind] = end === -1 ? [] : operatorAt(words, end + 1);
    const compared = words[behind ?? -1];
    if (compared === undefined || types.get(compared.text) !== 'float') continue;
    changed.set(token, ['float', '(', 'int']);
    changed.set(words[end] ?? token, [')', ')']);
  }
  for (const statement of statements(tokens))
    if (isFunction(statement) && statement[0]?.text === 'float')
      for (const [n, { text }] of statement.entries()) {
        const value = statement[n + 1];
        const isWhole = text === 'return' && value !== undefined && WHOLE.test(value.text);
        if (isWhole && statement[n + 2]?.text === ';')
          changed.set(value, [value.text + SUFFIXES.float]);
      }
  if (changed.size === 0) return [...tokens];
  return tokens.flatMap((token) =>
    (changed.get(token) ?? [token.text]).map((text) => ({
      ...token,
      text,
      kind: kindOf(text, token),
    })),
  );
}

function kindOf(text: string, { kind }: Token): Token['kind'] {
  return '()'.includes(text) ? 'symbol' : kind;
}

/** Names that have one type wherever they are declared. */
function typesOf(words: readonly Token[], floats: readonly string[]): Map<string, Converted> {
  const declared = new Map<string, Set<string>>(floats.map((name) => [name, new Set(['float'])]));
  for (const [n, { text, kind }] of words.entries()) {
    const type = words[n - 1]?.text ?? '';
    if (kind !== 'word' || !/^(?:bool|float|u?int|[iub]?vec[234]|mat[234])$/.test(type)) continue;
    declared.set(text, (declared.get(text) ?? new Set()).add(type));
  }
  const types = new Map<string, Converted>();
  for (const [name, of] of declared)
    for (const type of ['float', 'uint'] as const)
      if (of.size === 1 && of.has(type)) types.set(name, type);
  return types;
}

/** Of the name in `name + 1`, `name = 1` and `uint name = 1`. */
function typeBefore(
  words: readonly Token[],
  at: number,
  types: ReadonlyMap<string, Converted>,
): Converted | undefined {
  const signs =
    words[at - 2]?.kind === 'symbol' && !')]'.includes(words[at - 2]?.text ?? ')') ? 2 : 1;
  const sign = words
    .slice(at - signs, at)
    .map(({ text }) => text)
    .join('');
  if (sign !== '=' && !OPERATORS.includes(sign)) return undefined;
  const name = words[at - signs - 1];
  if (name === undefined || words[at - signs - 2]?.text === '.') return undefined;
  return types.get(name.text);
}

/** Of the name in `1 + name`. */
function typeBehind(
  words: readonly Token[],
  at: number,
  types: ReadonlyMap<string, Converted>,
): Converted | undefined {
  const [sign, behind] = operatorAt(words, at + 1);
  if (sign === '' || ['.', '(', '['].includes(words[behind + 1]?.text ?? '')) return undefined;
  return types.get(words[behind]?.text ?? '');
}

/** A sign between two values, and the place of what stands behind it. */
function operatorAt(words: readonly Token[], at: number): [sign: string, behind: number] {
  const [first = '', second = ''] = words.slice(at, at + 2).map(({ text }) => text);
  if (OPERATORS.includes(first + second)) return [first + second, at + 2];
  return OPERATORS.includes(first) ? [first, at + 1] : ['', -1];
}

function closing(words: readonly Token[], open: number): number {
  if (words[open]?.text !== '(') return -1;
  let depth = 0;
  return words.findIndex(({ text }, n) => {
    if (n < open) return false;
    if (text === '(') depth++;
    if (text === ')') depth--;
    return depth === 0;
  });
}
