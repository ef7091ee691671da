import { StillmotionError } from '../core/errors.ts';
import { nearest } from '../core/values/nearest.ts';
import { type Parameter, readValues } from '../core/values/parameter.ts';
import { ADAPTERS } from './adapters/index.ts';
import { ALIKE } from './alike.ts';
import type { Link } from './chain.ts';
import { type Effect, type EffectSpec, parametersOf } from './effect.ts';
import { faultAt } from './fault.ts';

// An effect is a file in shaders/effects: options, panel, docs and tests follow from what it says of itself.

const SOURCES = import.meta.glob('../../shaders/effects/*.glsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const TEXTS = new Map(
  Object.entries(SOURCES).map(([path, text]) => [nameOfFile(path), text] as const),
);

/** Of all effects that come with us. */
export const EFFECT_NAMES: readonly string[] = [...TEXTS.keys()];

const builtIn = new Map<string, Effect>();

/** @throws StillmotionError `usage`, naming those that are called alike */
export function findEffect(name: string): Effect {
  const known = builtIn.get(name);
  if (known !== undefined) return known;
  const text = TEXTS.get(name);
  if (text === undefined) {
    const alike = nearest(name, EFFECT_NAMES).join(', ');
    throw new StillmotionError(
      'usage',
      `there is no effect "${name}"; there are ${alike} and others`,
    );
  }
  const effect = {
    ...readEffect(text, `shaders/effects/${name}.glsl`),
    isOurs: true,
    words: ALIKE,
  };
  builtIn.set(name, effect);
  return effect;
}

/**
 * Reads a shader, in whichever form it is written.
 *
 * @param file by which faults in it are named
 * @param vertex the vertex shader beside it
 * @throws StillmotionError `shader-failed`
 */
export function readEffect(text: string, file: string, vertex?: string): Effect {
  const adapter = ADAPTERS.find((each) => each.recognises(text));
  if (vertex !== undefined && adapter?.takesVertex !== true)
    throw new StillmotionError(
      'usage',
      `${file} has a vertex shader beside it, which only one in ISF takes`,
    );
  if (adapter !== undefined) return adapter.read(text, nameOfFile(file), file, vertex);
  throw faultAt(
    file,
    text,
    { line: 1, column: 1 },
    'this is no effect; expected a function vec4 effect(vec2 uv), vec4 transition(vec2 uv), void mainImage(out vec4, in vec2), or ISF with void main()',
  );
}

/** True for a text that may have a vertex shader in a file beside it. */
export function takesVertex(text: string): boolean {
  return ADAPTERS.find((each) => each.recognises(text))?.takesVertex === true;
}

/** What an effect of a spec is. */
export function effectOf({ name, source, vertex, file }: EffectSpec): Effect {
  if (source !== undefined) return readEffect(source, file ?? 'effect.glsl', vertex);
  return findEffect(name ?? '');
}

export function linkOf(spec: EffectSpec): Link {
  return { effect: effectOf(spec), values: spec };
}

/**
 * Checks the values of an effect and fills in those that are left out.
 *
 * @param kind what it is called in messages
 * @param parameters what it takes; left out: its own
 * @throws StillmotionError `usage`, `shader-failed`
 */
export function completeEffect(
  spec: EffectSpec,
  kind = 'effect',
  parameters?: readonly Parameter[],
): EffectSpec {
  const { name, source, vertex, file, ...given } = spec;
  if ((name === undefined) === (source === undefined))
    throw new StillmotionError('usage', 'An effect has either a "name" or a "source".');
  if (file !== undefined && (source === undefined || typeof file !== 'string'))
    throw new StillmotionError('usage', 'The "file" of an effect names its "source".');
  if (vertex !== undefined && (source === undefined || typeof vertex !== 'string'))
    throw new StillmotionError('usage', 'The "vertex" of an effect is GLSL beside its "source".');
  const effect = effectOf(spec);
  const values = readValues(
    parameters ?? parametersOf(effect),
    given,
    `the ${kind} ${effect.about.name}`,
  );
  if (source === undefined) return { name: effect.about.name, ...values };
  return {
    source,
    ...(vertex !== undefined && { vertex }),
    ...(file !== undefined && { file }),
    ...values,
  };
}

function nameOfFile(path: string): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.\w+$/, '');
}
