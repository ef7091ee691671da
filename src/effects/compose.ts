import type { Values } from '../core/values/parameter.ts';
import type { Segment, Stage } from './chain.ts';
import type { Effect, Input } from './effect.ts';
import { constantOf, type UniformValue } from './constant.ts';
import { fileOf, type NamedFile, readingOf } from './file-inputs.ts';
import { hoistGlobals } from './globals.ts';
import { countAnew, countLoops, turnCounter } from './loops.ts';
import { type Token, declarations, renamed, tokenize } from './tokens.ts';
import { parseColor } from '../core/picture/color.ts';

/** GLSL with the path of its file, and what a person wrote there where that is something else. */
export interface ComposedFile {
  readonly file: string;
  readonly text: string;
  readonly written?: string;
}

/** A segment as GLSL that defines `vec4 effects(vec2 uv)`, behind `scene.glsl` and `effect.glsl`. */
export interface Composed {
  readonly files: readonly ComposedFile[];
  readonly uniforms: Readonly<Record<string, UniformValue>>;
  /** Samplers, and the segments whose textures they show. */
  readonly samplers: ReadonlyMap<string, number>;
  /** Files that it reads, by what their uniforms begin with. */
  readonly fromFiles: ReadonlyMap<string, NamedFile>;
}

/** What the text of an effect may read that is the same for all, and what it is called in `effect.glsl`. */
export const SHARED: Readonly<Record<string, string>> = {
  frame: 'filmFrame',
  progress: 'filmProgress',
  passage: 'filmPassage',
  time: 'filmTime',
  size: 'filmSize',
};

const UNDER = 'underneath';
/** What assigns an effect's global variables and calls it; behind a prefix. */
const ENTRY = 'Entry';
/** What counts the turns of its loops; behind a prefix. */
const GOES_ON = 'GoesOn';

/**
 * @param asConstants parameters of ours as constants: compilers reckon with them once, and no pixel has to look them up.
 *   For who draws many frames with the same ones, as each change of one is a shader of its own.
 */
export function composeSegment({ under, stages, targets }: Segment, asConstants = false): Composed {
  const samplers = new Map<string, number>();
  const uniforms: Record<string, UniformValue> = {};
  const fromFiles = new Map<string, NamedFile>();
  const files: ComposedFile[] = [];
  let below = `movedAt(box.xy + uv * box.zw)`;
  if (under !== undefined) {
    samplers.set(UNDER, under);
    files.push(glue(`uniform sampler2D ${UNDER};`));
    below = `passAt(${UNDER}, uv)`;
  }
  for (const stage of stages) {
    const { effect, index, values } = stage;
    const prefix = prefixOf(index);
    // A shader of somebody's may be none with constants: an index beyond an array's end is a fault then.
    const areConstants = asConstants && effect.isOurs === true;
    for (const [target, segment] of targets) samplers.set(`${prefix}${target}Texture`, segment);
    for (const input of effect.inputs) {
      const file = fileOf(input.parameter, values);
      const name = prefix + (input.call ?? input.parameter.name);
      if (file !== undefined) fromFiles.set(name, file);
      else if (input.type !== 'file' && !areConstants) uniforms[name] = uniformValue(input, values);
    }
    files.push(...composeStage(stage, below, targets, areConstants));
    below = `${prefix}${ENTRY}(uv)`;
  }
  files.push(glue(`vec4 effects(vec2 uv) { return ${below}; }`));
  return { files, uniforms, samplers, fromFiles };
}

function composeStage(
  { effect, index, pass, values }: Stage,
  below: string,
  targets: ReadonlyMap<string, number>,
  areConstants: boolean,
): ComposedFile[] {
  const prefix = prefixOf(index);
  const before = tokenize(effect.before ?? '');
  const after = tokenize(effect.after ?? '');
  const { vertex } = effect;
  const all = [...before, ...effect.tokens, ...(vertex?.tokens ?? []), ...after];
  const own = new Set(declarations(all).map(({ name }) => name));
  const used = new Set(all.map(({ text }) => effect.words?.get(text) ?? text));
  if (used.has('random') || used.has('noise')) used.add('seed');
  const lines = [...targets.keys()].map((target) => `uniform sampler2D ${prefix}${target}Texture;`);
  const isTaken = (name: string) =>
    own.has(name) || effect.inputs.some(({ parameter }) => parameter.name === name);
  const define = (name: string, text: string) => {
    if (used.has(name) && !own.has(name)) lines.push(text);
    return name;
  };
  const given = [
    define('image', `vec4 ${prefix}image(vec2 uv) { return ${below}; }`),
    define('to', `vec4 ${prefix}to(vec2 uv) { return secondAt(uv); }`),
    define('PASS', `const int ${prefix}PASS = ${pass};`),
    ...effect.inputs.map((input) => {
      const { parameter, type, call = parameter.name } = input;
      const name = prefix + call;
      if (type === 'file') return define(call, readingOf(name, parameter, values));
      if (!areConstants) return define(call, `uniform ${type} ${name};`);
      const value = constantOf(type, uniformValue(input, values));
      return define(call, `const ${type} ${name} = ${value};`);
    }),
    ...effect.passes.flatMap(({ target }) =>
      target === undefined
        ? []
        : Object.entries(readingsOf(prefix, target, targets)).map(([name, text]) =>
            define(name, text),
          ),
    ),
  ];
  if (used.has('random') && !isTaken('random'))
    lines.push(
      `vec4 ${prefix}random(vec3 place) { return randomAt(place, ${seedOf(effect, prefix)}); }`,
    );
  if (used.has('noise') && !isTaken('noise'))
    lines.push(
      `float ${prefix}noise(vec2 place) { return noiseAt(place, ${seedOf(effect, prefix)}); }`,
    );
  const names = new Set([...own, ...given, 'random', 'noise']);
  const rename = (word: string) => {
    const name = effect.words?.get(word) ?? word;
    if (names.has(name)) return prefix + name;
    return Object.hasOwn(SHARED, name) ? SHARED[name] : name;
  };
  const assignments: string[] = [];
  const variables = variablesOf(effect);
  const put = (part: readonly Token[]) => {
    const hoisted = hoistGlobals(part, variables);
    assignments.push(renamed(hoisted.assignments, rename));
    return renamed(hoisted.tokens, rename);
  };
  const goesOn = prefix + GOES_ON;
  const putTheirs = ({ file, text, tokens }: Pick<Effect, 'file' | 'text' | 'tokens'>) => ({
    file,
    text: put(effect.isOurs ? tokens : countLoops(tokens, goesOn, { file, text })),
    written: text,
  });
  if (!effect.isOurs) {
    lines.push(turnCounter(goesOn));
    assignments.push(countAnew(goesOn));
  }
  return [
    glue(lines.join('\n')),
    glue(put(before)),
    putTheirs(effect),
    ...(vertex ? [putTheirs(vertex)] : []),
    glue(put(after)),
    glue(
      `vec4 ${prefix}${ENTRY}(vec2 uv) { ${assignments.join(' ')} return ${prefix}effect(uv); }`,
    ),
  ];
}

/** Names of an effect's text that are no constants. */
function variablesOf({ inputs, words }: Effect): Set<string> {
  const shared = Object.entries(SHARED).flat();
  const alike = [...(words ?? [])].filter(([, name]) => shared.includes(name));
  return new Set([
    ...shared,
    ...alike.map(([word]) => word),
    ...inputs.map(({ parameter }) => parameter.name),
    'gl_FragCoord',
  ]);
}

/** What a pass offers to those behind it; in itself, and before, there is nothing to be sampled. */
function readingsOf(
  prefix: string,
  target: string,
  targets: ReadonlyMap<string, number>,
): Readonly<Record<string, string>> {
  const name = prefix + target;
  const texture = `${name}Texture`;
  const isThere = targets.has(target);
  const nothing = 'vec4(0.0)';
  const reading = (signature: string, text: string, otherwise: string) =>
    `${signature} { return ${isThere ? text : otherwise}; }`;
  return {
    [target]: [
      reading(`vec4 ${name}(vec2 uv)`, `passAt(${texture}, uv)`, nothing),
      reading(`vec4 ${name}(ivec2 texel)`, `texelAt(${texture}, texel)`, nothing),
    ].join('\n'),
    // Texels.
    [`${target}Size`]: reading(`ivec2 ${name}Size()`, `textureSize(${texture}, 0)`, 'ivec2(1)'),
    [`${target}Blurred`]: reading(
      `vec4 ${name}Blurred(vec2 uv, vec2 along, float radius, float far)`,
      `blurredAlong(${texture}, uv, along, radius, far)`,
      nothing,
    ),
  };
}

function seedOf({ inputs }: Effect, prefix: string): string {
  return inputs.some(({ parameter }) => parameter.name === 'seed') ? `${prefix}seed` : '0.0';
}

function glue(text: string): ComposedFile {
  return { file: 'effects', text };
}

/** Two underscores would be GLSL's own: names follow without one. */
function prefixOf(index: number): string {
  return `fx${index}`;
}

/** What a person wrote, of a text in the names of a composed shader. */
export function writtenNames(text: string): string {
  return text.replaceAll(/\bfx\d+(?:isfVertex_)?(?=[A-Za-z_])/g, '');
}

function uniformValue({ parameter, type, values, alpha = 1 }: Input, given: Values): UniformValue {
  const value = given[parameter.name] ?? parameter.default;
  if (typeof value === 'string' && parameter.kind === 'choice') {
    const at = parameter.choices?.indexOf(value) ?? 0;
    return values?.[at] ?? at;
  }
  if (typeof value === 'string') {
    const color = parseColor(value);
    return type === 'vec4' ? [...color, alpha] : [...color];
  }
  if (Array.isArray(value)) return value as readonly number[];
  if (typeof value === 'boolean') return type === 'bool' ? value : Number(value);
  return Number(value);
}
