// GLSL as words, so that names can be changed without a change of meaning: nothing is computed, and every
// line stays where it was.

/** A piece of GLSL; all pieces of a text, one after the other, are the text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'symbol' | 'space';
  readonly text: string;
  /** In the text, characters from its beginning. */
  readonly at: number;
  /** Stands in a line that is the preprocessor's. */
  readonly isDirective: boolean;
}

const TOKEN =
  /(?<space>\s+|\/\/(?:\\\r?\n|[^\n])*|\/\*[^]*?(?:\*\/|$))|(?<word>[A-Za-z_]\w*)|(?<number>\.?\d(?:[eE][+-]|[\w.])*)|(?<symbol>[^])/g;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let isDirective = false;
  let beginsLine = true;
  for (const match of text.matchAll(TOKEN)) {
    const { groups = {}, index: at } = match;
    const [found] = match;
    const kind = (['space', 'word', 'number'] as const).find((each) => groups[each] !== undefined);
    if (kind === 'space') {
      tokens.push({ kind, text: found, at, isDirective });
      // A line that ends in a backslash goes on.
      if (/\n/.test(found) && !/^\/[/*]/.test(found) && !endsInBackslash(tokens)) {
        isDirective = false;
        beginsLine = true;
      }
      continue;
    }
    if (found === '#' && beginsLine) isDirective = true;
    beginsLine = false;
    tokens.push({ kind: kind ?? 'symbol', text: found, at, isDirective });
  }
  return tokens;
}

function endsInBackslash(tokens: readonly Token[]): boolean {
  return tokens.at(-2)?.text === '\\';
}

/** Without spaces and comments. */
export function meaningful(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ kind }) => kind !== 'space');
}

/** A name that a text declares at its top, outside of all functions. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'function' | 'variable' | 'struct' | 'macro' | 'uniform';
}

const OPENING = ['(', '[', '{'];
const CLOSING = [')', ']', '}'];

/** All names that a text declares at its top. */
export function declarations(tokens: readonly Token[]): Declaration[] {
  return [...macros(tokens), ...statements(tokens).flatMap(declaredBy)];
}

function macros(tokens: readonly Token[]): Declaration[] {
  const words = meaningful(tokens).filter(({ isDirective }) => isDirective);
  return words.flatMap(({ text }, n) => {
    const isDefined = words[n - 1]?.text === 'define' && words[n - 2]?.text === '#';
    return isDefined ? [{ name: text, kind: 'macro' as const }] : [];
  });
}

/** What stands at the top between two semicolons, or up to the end of a function. */
export type Statement = readonly Token[];

export function statements(tokens: readonly Token[]): Statement[] {
  const found: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  const end = () => {
    if (current.length > 0) found.push(current);
    current = [];
  };
  for (const token of meaningful(tokens)) {
    if (token.isDirective) continue;
    current.push(token);
    if (OPENING.includes(token.text)) depth++;
    if (CLOSING.includes(token.text)) depth--;
    const closesFunction = token.text === '}' && depth === 0 && isFunction(current);
    if (depth === 0 && (token.text === ';' || closesFunction)) end();
  }
  end();
  return found;
}

/** A definition or a prototype: a parenthesis comes before anything is assigned. */
export function isFunction(statement: Statement): boolean {
  const texts = statement.map(({ text }) => text);
  const open = texts.indexOf('(');
  const layout = texts[open - 1] === 'layout';
  if (open < 1 || layout || statement[open - 1]?.kind !== 'word') return false;
  return !texts.slice(0, open).some((text) => text === '=' || text === '{');
}

function declaredBy(statement: Statement): Declaration[] {
  const [first] = statement;
  if (first === undefined || first.text === 'precision') return [];
  if (isFunction(statement)) {
    const open = statement.findIndex(({ text }) => text === '(');
    return [{ name: statement[open - 1]?.text ?? '', kind: 'function' }];
  }
  const kind: Declaration['kind'] = statement.some(({ text }) => text === 'uniform')
    ? 'uniform'
    : 'variable';
  const struct = statement.findIndex(({ text }) => text === 'struct');
  const structName = struct === -1 ? undefined : statement[struct + 1];
  return [
    ...(structName?.kind === 'word' ? [{ name: structName.text, kind: 'struct' as const }] : []),
    ...declaredNames(statement).map(({ text: name }) => ({ name, kind })),
  ];
}

/** The variables of a statement that is no function. */
export function declaredNames(statement: Statement): Token[] {
  const names: Token[] = [];
  let depth = 0;
  let isValue = false;
  for (const [n, token] of statement.entries()) {
    const { text, kind: what } = token;
    const next = statement[n + 1]?.text ?? '';
    const before = statement[n - 1];
    const follows = before?.kind === 'word' || ['}', ']', ','].includes(before?.text ?? '');
    if (
      depth === 0 &&
      !isValue &&
      what === 'word' &&
      follows &&
      [';', ',', '=', '['].includes(next)
    )
      names.push(token);
    if (OPENING.includes(text)) depth++;
    if (CLOSING.includes(text)) depth--;
    if (depth === 0 && text === '=') isValue = true;
    if (depth === 0 && text === ',') isValue = false;
  }
  return names;
}

/**
 * The same text with other names. A field (`.x`) keeps its own, where it is used and where a struct declares it.
 *
 * @param rename gives another name; `undefined`: as it is
 */
export function renamed(
  tokens: readonly Token[],
  rename: (name: string) => string | undefined,
): string {
  const fields = fieldTokens(tokens);
  let before = '';
  return tokens
    .map((token) => {
      const { kind, text } = token;
      const isField = before === '.' || fields.has(token);
      if (kind !== 'space') before = text;
      return kind === 'word' && !isField ? (rename(text) ?? text) : text;
    })
    .join('');
}

/** Where structs declare their fields. */
function fieldTokens(tokens: readonly Token[]): Set<Token> {
  const fields = new Set<Token>();
  for (const statement of statements(tokens)) {
    const struct = statement.findIndex(({ text }) => text === 'struct');
    if (struct === -1 || isFunction(statement)) continue;
    const end = statement.findIndex(({ text }) => text === '}');
    for (const [n, token] of statement.slice(0, end).entries()) {
      const next = statement[n + 1]?.text ?? '';
      if (n > struct + 2 && token.kind === 'word' && [';', ',', '['].includes(next))
        fields.add(token);
    }
  }
  return fields;
}

const LOOPS = ['for', 'while', 'do'];

/**
 * How often one call of a function calls some others, as they are written; `many` where it does so in a loop,
 * whose length is not known, or in a macro.
 */
export function callsOf(
  tokens: readonly Token[],
  entry: string,
  called: readonly string[],
): number | 'many' {
  const directives = meaningful(tokens).filter(({ isDirective }) => isDirective);
  if (directives.some(({ text, kind }) => kind === 'word' && called.includes(text))) return 'many';
  const bodies = new Map<string, Token[]>();
  for (const statement of statements(tokens)) {
    if (!isFunction(statement) || statement.at(-1)?.text !== '}') continue;
    const open = statement.findIndex(({ text }) => text === '(');
    const body = statement.findIndex(({ text }) => text === '{');
    const name = statement[open - 1]?.text ?? '';
    // Functions of one name and other types: whichever is meant, all are counted.
    bodies.set(name, [...(bodies.get(name) ?? []), ...statement.slice(body)]);
  }
  const count = (name: string, above: readonly string[]): number | 'many' => {
    const body = bodies.get(name) ?? [];
    let calls: number = 0;
    for (const { text, kind } of body) {
      if (kind !== 'word') continue;
      if (called.includes(text)) calls++;
      // A variable may have a function's name; nothing in GLSL calls itself.
      else if (bodies.has(text) && !above.includes(text)) {
        const inner = count(text, [...above, text]);
        if (inner === 'many') return 'many';
        calls += inner;
      }
    }
    const loops = body.some(({ text }) => LOOPS.includes(text));
    return loops && calls > 0 ? 'many' : calls;
  };
  return count(entry, [entry]);
}
