import { parameterLines } from '../options/parameter-lines.ts';
import {
  describeLoop,
  type Effect,
  FAMILIES,
  type Family,
  parametersOf,
} from '../../effects/effect.ts';
import { isEffectFile, sourceOf } from '../../effects/effect-text.ts';
import { EFFECT_NAMES, effectOf, findEffect } from '../../effects/index.ts';
import { readEffectFiles } from '../options/effect-files.ts';
import { assertEffect } from '../options/known-names.ts';
import { announce, announceJson } from '../terminal/say.ts';

export interface EffectsOptions {
  readonly json: boolean;
}

/**
 * Lists the effects that come with us, or shows one of them or of a file.
 *
 * @throws StillmotionError `usage`, `shader-failed`
 */
export async function effects(
  name: string | undefined,
  { json }: EffectsOptions,
  signal: AbortSignal,
): Promise<void> {
  const chosen =
    name === undefined ? EFFECT_NAMES.map(findEffect) : [await chooseOne(name, signal)];
  if (json) announceJson(chosen.map(asJson));
  else if (name === undefined) announce(...listed(chosen));
  else for (const effect of chosen) announce(...described(effect, name));
}

async function chooseOne(name: string, signal: AbortSignal): Promise<Effect> {
  assertEffect(name);
  if (!isEffectFile(name)) return findEffect(name);
  const files = await readEffectFiles(name, signal);
  return effectOf(sourceOf(name, files.get(name) ?? '', files));
}

function asJson(effect: Effect): object {
  const { about, loop } = effect;
  const { name, summary, families, credit, license } = about;
  const [family] = families;
  return { name, title: summary, family, loop, credit, license, parameters: parametersOf(effect) };
}

function listed(all: readonly Effect[]): string[] {
  const width = Math.max(...all.map(({ about }) => about.name.length));
  const families = Object.entries(FAMILIES) as [Family, string][];
  return families.flatMap(([family, title]) => {
    const own = all.filter(({ about }) => about.families.includes(family));
    if (own.length === 0) return [];
    return [
      title,
      ...own.map(({ about }) => `  ${about.name.padEnd(width)}  ${about.summary}`),
      '',
    ];
  });
}

/** @param typed its name, or its path */
function described(effect: Effect, typed: string): string[] {
  const { about, loop } = effect;
  const parameters = parametersOf(effect);
  return [
    `${about.name}: ${about.summary ? `${about.summary}. ` : ''}${describeLoop(loop)}`,
    ...(parameters.length === 0 ? [] : ['', ...parameterLines(parameters)]),
    '',
    `  stillmotion render photo.jpg --effect ${exampleOf(effect, typed)}`,
  ];
}

/** With the file that it needs, or its first number at another value than without it. */
function exampleOf({ inputs }: Effect, typed: string): string {
  const files = inputs.filter(({ type }) => type === 'file');
  if (files.length > 0)
    return `${typed}:${files.map(({ parameter: { name, form } }) => `${name}=${name}.${form === 'cube' ? 'cube' : 'png'}`).join(',')}`;
  for (const { parameter } of inputs) {
    const { name, kind, min, max, default: preset } = parameter;
    if (kind !== 'float' || min === undefined || max === undefined) continue;
    const middle = (Number(preset) + (Number(preset) < (min + max) / 2 ? max : min)) / 2;
    return `${typed}:${name}=${Number(middle.toPrecision(2))}`;
  }
  return typed;
}
