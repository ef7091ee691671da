import type { Adapter, Effect, Input, Pass } from '../effect.ts';
import { faultAt, placeOf } from '../fault.ts';
import { hasHeader, type Header, inputOf, readHeader, SEED } from '../header.ts';
import { callsOf, declarations, meaningful, tokenize } from '../tokens.ts';
import { ownUniforms } from './uniforms.ts';

/** Ours: an ISF block at the top, and `vec4 effect(vec2 uv)`. */
export const native: Adapter = {
  name: 'stillmotion',
  recognises: (text) => /\bvec4\s+effect\s*\(\s*(in\s+)?vec2\b/.test(text),
  read(text, name, file) {
    const header = hasHeader(text) ? readHeader(text, file) : undefined;
    const tokens = tokenize(text);
    const words = new Set(meaningful(tokens).map((token) => token.text));
    const inputs = [
      ...(header?.INPUTS ?? []).map((input) => nativeInput(input, text, file)),
      ...ownUniforms({ file, text, tokens }, namesIn(header)).map((input) =>
        permitted(input, text, file),
      ),
      ...(['seed', 'random', 'noise'].some((word) => words.has(word))
        ? [{ parameter: SEED, type: 'float' as const }]
        : []),
    ];
    if (!declarations(tokens).some((each) => each.name === 'effect' && each.kind === 'function'))
      throw faultAt(file, text, placeOf(text, 0), 'there is no function vec4 effect(vec2 uv)');
    return {
      about: aboutOf(header, name),
      file,
      text,
      tokens,
      inputs,
      loop: header?.LOOP ?? loopOf(words),
      pictures: words.has('to') ? 2 : 1,
      reveals: header?.CATEGORIES.includes('reveal') ?? false,
      passes: nativePasses(header, callsOf(tokens, 'effect', ['image']), text, file),
    } satisfies Effect;
  },
};

export function aboutOf(header: Header | undefined, name: string): Effect['about'] {
  return {
    name,
    summary: (header?.DESCRIPTION ?? '').trim().replace(/\.$/, ''),
    families: header?.CATEGORIES ?? [],
    credit: header?.CREDIT,
    license: header?.LICENSE,
  };
}

/** What reads none of these is the same in each frame; time closes no loop by itself. */
function loopOf(words: ReadonlySet<string>): Effect['loop'] {
  if (words.has('time')) return 'open';
  return ['frame', 'progress', 'passage'].some((word) => words.has(word)) ? 'film' : 'still';
}

/** Fields of an effect in a spec, which no parameter may be called. */
const TAKEN = ['name', 'source', 'vertex', 'file', 'seed'];

/** What is set without its uniform being one of its own. */
function namesIn(header: Header | undefined): readonly string[] {
  const inputs = (header?.INPUTS ?? []).map(({ NAME }) => NAME);
  const targets = (header?.PASSES ?? []).flatMap(({ TARGET = [] }) => TARGET);
  return [...inputs, ...targets, SEED.name];
}

function permitted(input: Input, text: string, file: string): Input {
  const { name } = input.parameter;
  if (!TAKEN.includes(name)) return input;
  const at = placeOf(text, Math.max(text.search(new RegExp(`\\b${name}\\b`)), 0));
  throw faultAt(file, text, at, `an input may not be called "${name}"`);
}

function nativeInput(input: Header['INPUTS'][number], text: string, file: string): Input {
  const at = placeOf(text, Math.max(text.indexOf(`"${input.NAME}"`), 0));
  if (TAKEN.includes(input.NAME))
    throw faultAt(file, text, at, `an input may not be called "${input.NAME}"`);
  const read = inputOf(input);
  if (read === undefined)
    throw faultAt(file, text, at, `an input of the type ${input.TYPE} is not known here`);
  return read;
}

function nativePasses(
  header: Header | undefined,
  samples: Pass['samples'],
  text: string,
  file: string,
): Pass[] {
  const passes = header?.PASSES ?? [];
  const read = passes.map(({ TARGET, SCALE, PERSISTENT, WIDTH, HEIGHT }, n): Pass => {
    const refuse = (what: string) =>
      faultAt(file, text, placeOf(text, Math.max(text.indexOf('"PASSES"'), 0)), what);
    if (PERSISTENT !== undefined && PERSISTENT !== false)
      throw refuse('a persistent pass would make a frame depend on those before it');
    if (WIDTH !== undefined || HEIGHT !== undefined)
      throw refuse('a pass takes SCALE, a share of the picture, instead of WIDTH and HEIGHT');
    if (TARGET === undefined && n < passes.length - 1)
      throw refuse('only the last pass may be without a TARGET');
    const scale = typeof SCALE === 'number' && SCALE > 0 && SCALE <= 1 ? SCALE : 1;
    return { ...(TARGET !== undefined && { target: TARGET }), scale, samples };
  });
  // The last one is what is seen.
  if (read.at(-1)?.target !== undefined || read.length === 0) read.push({ scale: 1, samples });
  return read;
}
