import { parameterLines } from '../options/parameter-lines.ts';
import {
  describeLoop,
  type Effect,
  FAMILIES,
  type Family,
  parametersOf,
} from '../../effects/effect.ts';
import { EFFECT_NAMES, findEffect } from '../../effects/index.ts';
import { announce, announceJson } from '../terminal/say.ts';

export interface EffectsOptions {
  readonly json: boolean;
}

/** Lists the effects that come with us, or shows one. */
export function effects(name: string | undefined, { json }: EffectsOptions): void {
  const chosen = name === undefined ? EFFECT_NAMES.map(findEffect) : [findEffect(name)];
  if (json) announceJson(chosen.map(asJson));
  else if (name === undefined) announce(...listed(chosen));
  else for (const effect of chosen) announce(...described(effect));
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

function described(effect: Effect): string[] {
  const { about, loop } = effect;
  const parameters = parametersOf(effect);
  return [
    `${about.name}: ${about.summary}. ${describeLoop(loop)}`,
    ...(parameters.length === 0 ? [] : ['', ...parameterLines(parameters)]),
    '',
    `  stillmotion render photo.jpg --effect ${exampleOf(effect)}`,
  ];
}

/** With the file that it needs, or its first number at another value than without it. */
function exampleOf({ about, inputs }: Effect): string {
  const files = inputs.filter(({ type }) => type === 'file');
  if (files.length > 0)
    return `${about.name}:${files.map(({ parameter: { name, form } }) => `${name}=${name}.${form === 'cube' ? 'cube' : 'png'}`).join(',')}`;
  for (const { parameter } of inputs) {
    const { name, kind, min, max, default: preset } = parameter;
    if (kind !== 'float' || min === undefined || max === undefined) continue;
    const middle = (Number(preset) + (Number(preset) < (min + max) / 2 ? max : min)) / 2;
    return `${about.name}:${name}=${Number(middle.toPrecision(2))}`;
  }
  return about.name;
}
