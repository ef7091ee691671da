import { StillmotionError } from '../../core/errors.ts';
import { joinNamed, type NamedText, splitNamed } from '../../core/values/named-values.ts';
import { type EffectFiles, isEffectFile } from '../../effects/effect-text.ts';
import {
  DURATION,
  RANDOM,
  readTransitions,
  scrambled,
  transitionNames,
} from '../../film/spec/transition.ts';

// `random:of=all` as it is typed: which shaders are installed is known on the command line alone.

/** So many of all are drawn, and take turns: a film carries the text of each. */
const DRAWN = 16;

/** By which they are drawn where nobody says one. */
const USUAL_SEED = 1;

/** True for a text for which all of gl-transitions have to be read. */
export function asksForAll(text: string): boolean {
  return splitNamed(text).some(isOfAll);
}

/**
 * The text with some of ours and of those that are installed in its place, in an order by chance: always the same for a
 * seed.
 *
 * @param files of those that are installed, by their names
 * @throws StillmotionError `usage`
 */
export function drawFromAll(text: string, files: EffectFiles = new Map()): string {
  return joinNamed(
    splitNamed(text).flatMap((typed) =>
      isOfAll(typed) ? drawn(typed, files) : [textOf(typed.name, typed.list)],
    ),
  );
}

function isOfAll({ name, list }: NamedText): boolean {
  return name === RANDOM && OF_ALL.test(list);
}

const OF_ALL = /(?:^|,)\s*of\s*=\s*all\s*(?=,|$)/;

function drawn({ name, list }: NamedText, files: EffectFiles): string[] {
  const installed = [...files.keys()].filter((each) => !isEffectFile(each));
  if (installed.length === 0)
    throw new StillmotionError(
      'usage',
      'random:of=all needs the package gl-transitions in the folder that you are in (npm install gl-transitions); without of=all it chooses one of ours',
    );
  // What is typed later wins.
  const [random] = readTransitions(`${name}:seed=${USUAL_SEED},${list.replace(OF_ALL, '')}`);
  const seed = scrambled(Number(random?.['seed']));
  const length = random?.duration === undefined ? '' : `${DURATION.name}=${random.duration}`;
  return [...new Set([...transitionNames(), ...installed])]
    .toSorted()
    .map((each, n) => ({ each, rank: scrambled(seed + n) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, DRAWN)
    .map(({ each }) => textOf(each, length));
}

function textOf(name: string, list: string): string {
  return list === '' ? name : `${name}:${list}`;
}
