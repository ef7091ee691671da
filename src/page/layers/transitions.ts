import { secondsAt } from '../../core/timeline.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { FADE, type TransitionSpec } from '../../film/spec/transition.ts';

/** The transition of a draft; of several that take turns, the first. */
export function transitionOf(draft: SpecDraft): TransitionSpec | undefined {
  return ((draft['transitions'] ?? []) as readonly TransitionSpec[])[0];
}

/** The draft with one transition between all pictures; it takes as long as was said of the one before. */
export function withTransition(draft: SpecDraft, spec: EffectSpec): SpecDraft {
  const { duration } = transitionOf(draft) ?? {};
  return { ...draft, transitions: [{ ...(duration !== undefined && { duration }), ...spec }] };
}

/** How long transitions take, s; of several the shortest. */
export function secondsOf({ show, fps }: Pick<RenderPlan, 'show' | 'fps'>): number {
  const passing = (show?.slots ?? []).map((slot) => slot.passing).filter((frames) => frames > 0);
  return passing.length === 0 ? 0 : Number(secondsAt(Math.min(...passing), fps).toFixed(3));
}

/** The draft with another value of its transition; left out: as by default. */
export function withTransitionValue(draft: SpecDraft, name: string, value: unknown): SpecDraft {
  const { [name]: _, ...kept } = transitionOf(draft) ?? FADE;
  return { ...draft, transitions: [{ ...kept, ...(value !== undefined && { [name]: value }) }] };
}
