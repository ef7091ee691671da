import { secondsAt } from '../../core/timeline.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { FADE, type TransitionSpec } from '../../film/spec/transition.ts';

/** The transition of a draft; of several that take turns, the first. */
export function transitionOf(draft: SpecDraft): TransitionSpec | undefined {
  return ((draft['transitions'] ?? []) as readonly TransitionSpec[])[0];
}

/** The draft with one transition between all pictures, that takes as long as the one before. */
export function withTransition(
  draft: SpecDraft,
  spec: EffectSpec,
  { show, fps }: Pick<RenderPlan, 'show' | 'fps'>,
): SpecDraft {
  // Where none was asked for, it is shorter than the usual second where pictures stand for less than two.
  const passing = (show?.slots ?? []).map((slot) => slot.passing).filter((frames) => frames > 0);
  const usual = passing.length === 0 ? FADE.duration : secondsAt(Math.min(...passing), fps);
  const { duration = Number(usual.toFixed(3)) } = transitionOf(draft) ?? {};
  return { ...draft, transitions: [{ duration, ...spec }] };
}

/** The draft with another value of its transition; left out: as by default. */
export function withTransitionValue(draft: SpecDraft, name: string, value: unknown): SpecDraft {
  const { [name]: _, ...kept } = transitionOf(draft) ?? FADE;
  return { ...draft, transitions: [{ ...kept, ...(value !== undefined && { [name]: value }) }] };
}
