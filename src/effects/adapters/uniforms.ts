import type { Value } from '../../core/values/parameter.ts';
import { SHARED } from '../compose.ts';
import type { Input, InputType } from '../effect.ts';
import { faultAt, placeOf } from '../fault.ts';
import { hexOf, labelOf } from '../header.ts';
import { declarations, type Token } from '../tokens.ts';

// Uniforms that a shader declares by itself are parameters: `uniform float size; // = 0.2`.

/** Those of a text, with the defaults that stand in their comments. */
export function uniformInputs(text: string, tokens: readonly Token[]): Input[] {
  // What stands in a comment is none.
  const left = new Set(namesIn(tokens));
  return [...text.matchAll(UNIFORM)]
    .flatMap(inputOf)
    .filter(({ parameter }) => left.delete(parameter.name));
}

/**
 * Those of a text that has parameters besides.
 *
 * @param known names that are set anyway
 * @throws StillmotionError `shader-failed` where nothing would set one, which would be 0 in silence
 */
export function ownUniforms(
  { file, text, tokens }: { file: string; text: string; tokens: readonly Token[] },
  known: readonly string[],
): Input[] {
  const inputs = uniformInputs(text, tokens).filter(
    ({ parameter: { name } }) => !known.includes(name) && !Object.hasOwn(SHARED, name),
  );
  for (const name of namesIn(tokens)) {
    if (known.includes(name) || inputs.some(({ parameter }) => parameter.name === name)) continue;
    const at = placeOf(text, text.search(new RegExp(`\\b${name}\\b`)));
    throw faultAt(file, text, at, whyUnset(name));
  }
  return inputs;
}

function whyUnset(name: string): string {
  return Object.hasOwn(SHARED, name)
    ? `"${name}" is there without a declaration: leave it out`
    : `nothing sets the uniform "${name}"; one of float, int, bool, vec2, vec3 or vec4 is a control, and a picture is an input of the block at the top`;
}

function namesIn(tokens: readonly Token[]): string[] {
  return declarations(tokens).flatMap(({ kind, name }) => (kind === 'uniform' ? [name] : []));
}

/** `uniform float size; // = 0.2`, or with the default in a comment before the semicolon. */
const UNIFORM =
  /\buniform\s+(?:(?:high|medium|low)p\s+)?(float|int|bool|vec2|ivec2|vec3|vec4)\s+(\w+)\s*(?:\/\*\s*=?\s*([^*]*)\*\/)?\s*;[^\S\n]*(?:\/\/\s*=?\s*(.*))?/g;

function inputOf([, type = '', name = '', inside, behind]: RegExpMatchArray): Input[] {
  const numbers = numbersOf(inside ?? behind ?? '', COMPONENTS[type] ?? 1);
  const label = labelOf(name);
  const common = { name, label, summary: label.toLowerCase(), tier: 'essential' } as const;
  const of = (kind: Input['parameter']['kind'], preset: Value): Input[] => [
    { type: type as InputType, parameter: { ...common, kind, default: preset } },
  ];
  const [x = 0, y = 0] = numbers;
  switch (type) {
    case 'bool':
      return of('bool', /^\s*(?:true|1)\b/.test(inside ?? behind ?? ''));
    case 'vec2':
    case 'ivec2':
      return of('vec2', [x, y]);
    case 'vec3':
    case 'vec4':
      return of('color', hexOf(numbers)).map((input) => ({ ...input, alpha: numbers[3] ?? 1 }));
    case 'int':
      return of('int', Math.round(x));
    default:
      return of('float', x);
  }
}

const COMPONENTS: Readonly<Record<string, number>> = { vec2: 2, ivec2: 2, vec3: 3, vec4: 4 };

/** `vec3(0.5)` and `vec3(1, .5, 0)`; one number stands for all. */
function numbersOf(text: string, count: number): number[] {
  const [list = ''] = /\(([^)]*)\)|^[^;]*/.exec(text) ?? [];
  const found = [
    ...list.replace(/[iu]?vec\d/g, '').matchAll(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi),
  ].map(([number]) => Number(number));
  const [first = 0] = found;
  return found.length === 1 ? Array.from({ length: count }, () => first) : found.slice(0, count);
}
