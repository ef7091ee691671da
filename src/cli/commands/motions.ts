import type { Parameter } from '../../core/values/parameter.ts';
import { MOTIONS } from '../../motions/index.ts';
import { assertMotion } from '../options/known-names.ts';
import { parameterLines } from '../options/parameter-lines.ts';
import { announce, announceJson } from '../terminal/say.ts';

export interface MotionsOptions {
  readonly json: boolean;
}

/** What of a motion is shown here. */
interface Shown {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
}

/** Lists the motions, or shows one. */
export function motions(name: string | undefined, { json }: MotionsOptions): void {
  if (name !== undefined) assertMotion(name);
  const all: readonly Shown[] = MOTIONS;
  const chosen = all.filter((each) => name === undefined || each.name === name);
  if (json) announceJson(chosen.map(asJson));
  else if (name === undefined) announce(...listed(chosen));
  else for (const motion of chosen) announce(...described(motion));
}

function asJson({ name, summary, parameters }: Shown): object {
  return { name, title: summary, parameters };
}

function listed(all: readonly Shown[]): string[] {
  const width = Math.max(...all.map(({ name }) => name.length));
  return [
    ...all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${sentence(summary)}`),
    '',
    '  stillmotion motions zoom                              one, with its parameters',
    '  stillmotion render photo.jpg --motion zoom:to=1.2     several: --motion zoom --motion sway',
    '  stillmotion render photo.jpg --motion none            the picture stands',
  ];
}

function described(motion: Shown): string[] {
  return [
    `${motion.name}: ${sentence(motion.summary)}.`,
    '',
    ...parameterLines(motion.parameters),
    '',
    `  stillmotion render photo.jpg --motion ${exampleOf(motion)}`,
  ];
}

/** Where it ends up, else the first of its numbers, at another value than without it; or a switch, on. */
function exampleOf({ name, parameters }: Shown): string {
  const ends = parameters.filter(({ name: key }) => key === 'to' || key === 'end');
  for (const { name: key, kind, default: preset, slider } of [...ends, ...parameters]) {
    if (kind === 'float' && typeof preset === 'number' && slider !== undefined)
      return `${name}:${key}=${otherThan(preset, slider)}`;
  }
  const back = parameters.find(({ kind }) => kind === 'bool');
  return back === undefined ? name : `${name}:${back.name}=on`;
}

/** Halfway from the usual value to the farther end of its slider. */
function otherThan(preset: number, { min, max }: { min: number; max: number }): number {
  const end = max - preset >= preset - min ? max : min;
  return Number(((preset + end) / 2).toPrecision(2));
}

function sentence(summary: string): string {
  return summary.slice(0, 1).toUpperCase() + summary.slice(1);
}
