import { isFunction, type Statement, statements, type Token } from './tokens.ts';

// GLSL ES 3.00 takes only constants as the values of global variables; shaders for the web, which were written
// for older compilers, have uniforms there. And a shader that adds to one begins anew for each pixel, while ours
// draw several at once. So they are assigned whenever the effect is called.

/** A text whose global variables have no values but constants for good, and what assigns the others. */
export interface Hoisted {
  readonly tokens: readonly Token[];
  /** Statements, in their order. */
  readonly assignments: readonly Token[];
}

/** @param variables names that are no constants; those of variables that go by them are added */
export function hoistGlobals(tokens: readonly Token[], variables: Set<string>): Hoisted {
  const left = new Set<Token>();
  const assignments: Token[] = [];
  const all = statements(tokens);
  for (const statement of all) if (isFunction(statement)) variables.add(nameOf(statement));
  for (const statement of all) {
    const parts = isFunction(statement) ? [] : declarators(statement);
    const goesBy = parts.some(({ value }) => value.some(({ text }) => variables.has(text)));
    if (!goesBy && statement.some(({ text }) => text === 'const')) continue;
    for (const token of statement) if (token.text === 'const') left.add(token);
    for (const { name, assign, value } of parts) {
      variables.add(name.text);
      left.add(assign);
      for (const token of value) left.add(token);
      assignments.push(name, assign, ...spaced(value), { ...assign, text: ';' });
    }
  }
  if (left.size === 0) return { tokens, assignments };
  return { tokens: tokens.filter((token) => !left.has(token)), assignments };
}

function nameOf(statement: Statement): string {
  return statement[statement.findIndex(({ text }) => text === '(') - 1]?.text ?? '';
}

interface Declarator {
  readonly name: Token;
  readonly assign: Token;
  readonly value: readonly Token[];
}

/** The variables of a declaration that are given a value. */
function declarators(statement: Statement): Declarator[] {
  const found: Declarator[] = [];
  let depth = 0;
  let start = 0;
  for (const [n, token] of statement.entries()) {
    if ('([{'.includes(token.text)) depth++;
    if (')]}'.includes(token.text)) depth--;
    if (depth > 0 || ![',', ';'].includes(token.text)) continue;
    const part = statement.slice(start, n);
    start = n + 1;
    const at = part.findIndex(({ text }) => text === '=');
    const assign = part[at];
    // Of an array its length stands between its name and the sign.
    const name = part.slice(0, Math.max(at, 0)).findLast(({ text }, m, before) => {
      const next = before[m + 1]?.text;
      return /^[A-Za-z_]\w*$/.test(text) && (next === undefined || next === '[');
    });
    if (assign && name) found.push({ name, assign, value: part.slice(at + 1) });
  }
  return found;
}

/** With a space where there was any: `==` stays one sign. */
function spaced(value: readonly Token[]): Token[] {
  return value.flatMap((token, n) => {
    const before = value[n - 1];
    const follows = before !== undefined && before.at + before.text.length === token.at;
    return follows ? [token] : [{ ...token, kind: 'space', text: ' ' } as const, token];
  });
}
