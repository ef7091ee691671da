import type { EffectSpec } from '../../effects/effect.ts';
import { labelOf } from '../../effects/header.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { FADE, type TransitionSpec } from '../../film/spec/transition.ts';
import type { Edit } from '../project/project.ts';
import { keepKey, placeSince } from './layer-keys.ts';
import { movedTo } from './layers.ts';

// The transitions of a film take turns: each goes between every so many pictures. A place is that of one in their list.

/** Those of a draft; where it says none, the usual one. */
export function transitionsOf({ transitions }: SpecDraft): readonly TransitionSpec[] {
  const asked = (transitions ?? []) as readonly TransitionSpec[];
  return asked.length === 0 ? [FADE] : asked;
}

/** What it is called. */
export function transitionLabel({ name, source, file }: EffectSpec): string {
  return source === undefined ? labelOf(name ?? '') : (file ?? 'your own');
}

/** Another transition in the place of one, that takes as long. */
export function chooseTransition(place: number, effect: EffectSpec): Edit {
  return edited(place, ({ duration }) => ({
    ...(duration !== undefined && { duration }),
    ...effect,
  }));
}

/** Another value of one; left out: as by default. */
export function setTransitionValue(place: number, name: string, value: unknown): Edit {
  return edited(place, (before) => {
    const { [name]: _, ...kept } = before;
    // What else there is isn't known here by its name.
    return { ...(kept as TransitionSpec), ...(value !== undefined && { [name]: value }) };
  });
}

/** One more, behind the others, that is as one of them is. */
export function addTransition(place: number): Edit {
  return (draft, seen) => {
    const specs = transitionsOf(draft);
    const model = specs[placeNow(place, draft, seen)];
    return model === undefined ? draft : withTransitions(draft, [...specs, { ...model }]);
  };
}

/**
 * As many as there are joints, each as the one is that has its turn there now: one can be changed without the others. A
 * joint's transition then stands at the joint's own place.
 */
export const separateTransitions: Edit = (draft) => {
  const specs = transitionsOf(draft);
  const pictures = ((draft['pictures'] ?? []) as readonly unknown[]).length;
  const joints = draft['closed'] === true ? pictures : pictures - 1;
  if (joints <= specs.length) return draft;
  const further = Array.from({ length: joints - specs.length }, (_, n) => ({
    ...(specs[(specs.length + n) % specs.length] ?? FADE),
  }));
  return withTransitions(draft, [...specs, ...further]);
};

export function removeTransition(place: number): Edit {
  return (draft, seen) => {
    const specs = transitionsOf(draft);
    const now = placeNow(place, draft, seen);
    return now < 0 ? draft : withTransitions(draft, specs.toSpliced(now, 1));
  };
}

/** One of them takes its turn at another place. */
export function moveTransition(from: number, to: number): Edit {
  return (draft, seen) => {
    const specs = transitionsOf(draft);
    const next = movedTo(specs, placeNow(from, draft, seen), to);
    return next === specs ? draft : withTransitions(draft, next);
  };
}

function edited(place: number, make: (before: TransitionSpec) => TransitionSpec): Edit {
  return (draft, seen) => {
    const specs = transitionsOf(draft);
    const now = placeNow(place, draft, seen);
    const before = specs[now];
    if (before === undefined) return draft;
    return withTransitions(draft, specs.with(now, keepKey(make(before), before)));
  };
}

/** Where one is now that was at a place when something was asked of it; -1 where it has gone. */
function placeNow(place: number, draft: SpecDraft, seen: SpecDraft): number {
  const [now, before] = [transitionsOf(draft), transitionsOf(seen)];
  // The usual one, which no draft has, may have come in the place of the only one.
  if (now.length === 1 && before.length === 1) return place;
  return placeSince(place, before, now);
}

/** The usual one needs no word. */
function withTransitions(draft: SpecDraft, transitions: readonly TransitionSpec[]): SpecDraft {
  const [only = FADE, ...others] = transitions;
  const isUsual =
    others.length === 0 && Object.entries(only).every(([name, value]) => FADE[name] === value);
  if (!isUsual) return { ...draft, transitions };
  const { transitions: _, ...kept } = draft;
  return kept;
}
