import type { Parameter } from '../../core/values/parameter.ts';
import { EASE_NAMES } from '../../core/values/ease.ts';
import { TAG_NAMES } from '../../core/film-tags.ts';
import { parametersOf } from '../../effects/effect.ts';
import { EFFECT_NAMES, findEffect } from '../../effects/index.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import type { SpecOption } from '../../film/options/option.ts';
import { transitionChoices, transitionParameters } from '../../film/spec/transition.ts';
import { findMotion, MOTIONS } from '../../motions/index.ts';
import { NO_MOTIONS } from '../../motions/motion-text.ts';

/** What a word may become. */
export interface Candidate {
  readonly word: string;
  /** A few words about it; left out where the word says it. */
  readonly about?: string;
}

/** What has a name and parameters: motions, effects, transitions. */
interface Named {
  readonly list: () => readonly Candidate[];
  readonly parameters: (name: string) => readonly Parameter[];
}

const NAMED: Readonly<Record<string, Named>> = {
  motions: {
    list: () => MOTIONS.map(({ name, summary }) => ({ word: name, about: summary })),
    parameters: (name) => findMotion(name).parameters,
  },
  effects: {
    list: () =>
      EFFECT_NAMES.map((name) => ({ word: name, about: findEffect(name).about.summary ?? '' })),
    parameters: (name) => parametersOf(findEffect(name)),
  },
  transitions: {
    list: () => transitionChoices().map((word) => ({ word })),
    parameters: (name) => transitionParameters({ name }),
  },
};

const STANDING: Candidate = { word: NO_MOTIONS, about: 'The picture stands' };

/** Words that a value of a kind may be, where it has no choices of its own. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  bool: ['on', 'off'],
  ease: EASE_NAMES,
  background: ['auto', 'blur', 'transparent'],
  canvas: ['720p', '1080p', '1440p', '4k', '16:9', '9:16', '1:1', '4:5'],
  position: ['centre', 'top', 'right', 'bottom', 'left'],
};

/** What begins the value of an option as it is typed so far; none where a file or a number is expected. */
export function valuesOfOption(name: string, typed: string): Candidate[] {
  if (name === 'meta')
    return beginning(
      TAG_NAMES.map((word) => ({ word: `${word}=` })),
      typed,
    );
  const option = SPEC_OPTIONS.find((each) => each.name === name);
  if (option === undefined) return [];
  const named = NAMED[option.kind];
  if (named === undefined) return beginning(wordsOf(option), typed);
  const standing = option.kind === 'motions' ? beginning([STANDING], typed) : [];
  return [...namesAndKeys(named, typed), ...standing];
}

/** Those that begin with what is typed. */
export function beginning(candidates: readonly Candidate[], typed: string): Candidate[] {
  return candidates.filter(({ word }) => word.startsWith(typed));
}

/** Names of motions or effects, as the commands take them that show one. */
export function namesOf(kind: 'motions' | 'effects', typed: string): Candidate[] {
  return beginning(NAMED[kind]?.list() ?? [], typed);
}

function wordsOf({
  kind,
  choices,
  auto,
}: Pick<SpecOption, 'kind' | 'choices' | 'auto'>): Candidate[] {
  const words = choices ?? [...(WORDS[kind] ?? []), ...(auto === true ? ['auto'] : [])];
  return words.map((word) => ({ word }));
}

/** Of `zoom:to=1.2,ease=in`, whichever part is the last: a name, a key, or a value. */
function namesAndKeys({ list, parameters }: Named, typed: string): Candidate[] {
  const [, name = '', values] = /^([^:]*)(?::(.*))?$/s.exec(typed) ?? [];
  const known = list().some(({ word }) => word === name);
  if (values === undefined) return withKeys(beginning(list(), typed), parameters);
  if (!known) return [];
  const [last = '', ...before] = values.split(/,(?![^()]*\))/).toReversed();
  const head = typed.slice(0, typed.length - last.length);
  const [key = '', value] = last.split(/=(.*)/s);
  if (value === undefined) {
    const taken = new Set(before.map((each) => each.split('=', 1)[0]));
    const free = parameters(name).filter((each) => !taken.has(each.name));
    const keys = free.map((each) => ({ word: `${each.name}=`, about: each.summary }));
    return behind(head, beginning(keys, last));
  }
  const parameter = parameters(name).find((each) => each.name === key);
  return behind(`${head}${key}=`, parameter ? beginning(wordsOf(parameter), value) : []);
}

/** The only name that is left may go on with its parameters. */
function withKeys(names: Candidate[], parameters: Named['parameters']): Candidate[] {
  const [only, ...others] = names;
  if (only === undefined || others.length > 0 || parameters(only.word).length === 0) return names;
  return [only, { word: `${only.word}:`, about: 'with its parameters' }];
}

function behind(head: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.map((each) => ({ ...each, word: `${head}${each.word}` }));
}
