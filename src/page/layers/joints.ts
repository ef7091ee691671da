import { secondsAt } from '../../core/timeline.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { FADE, passingAt, RANDOM, type TransitionSpec } from '../../film/spec/transition.ts';
import { transitionLabel } from './transitions.ts';

/** Where one picture goes over into the next. */
export interface Joint {
  /** Which one of the film's, from 0: as many pictures come before it, and the one that goes. */
  readonly nth: number;
  /** Numbers of the pictures, from 1. */
  readonly from: number;
  readonly to: number;
  readonly first: number;
  /** None where one is cut to the next. */
  readonly frames: number;
}

/** Those of a film, in its order. */
export function jointsOf({ show }: Pick<RenderPlan, 'show'>): readonly Joint[] {
  const slots = show?.slots ?? [];
  const passing = show?.closed === true ? slots : slots.slice(0, -1);
  return passing.map(({ first, length, passing: frames }, nth) => ({
    nth,
    from: nth + 1,
    to: ((nth + 1) % slots.length) + 1,
    first: first + length - frames,
    frames,
  }));
}

/** Which of the transitions, that take turns, a joint has. */
export function turnOf(nth: number, count: number): number {
  return nth % count;
}

/** Between which pictures one goes that has its turn. */
export function turnsOf(place: number, count: number, joints: readonly Joint[]): readonly Joint[] {
  return joints.filter(({ nth }) => turnOf(nth, count) === place);
}

/** Of more joints than these, the others are counted. */
const MOST_NAMED = 4;

/** “1 → 2, 3 → 4” */
export function describeTurns(turns: readonly Joint[]): string {
  if (turns.length === 0) return 'no turn';
  const named = turns.slice(0, MOST_NAMED).map(({ from, to }) => `${from} → ${to}`);
  const more = turns.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** What a joint has, in words: “Wipe, 0.4 s”. */
export function describeJoint({ nth, frames }: Joint, { spec, fps }: RenderPlan): string {
  const { transitions = [FADE] } = spec;
  const own: TransitionSpec = transitions[turnOf(nth, transitions.length)] ?? FADE;
  if (frames === 0) return 'cut';
  const isRandom = own.name === RANDOM && own.source === undefined;
  const name = isRandom
    ? `Random: ${transitionLabel(passingAt(transitions, nth).effect)}`
    : transitionLabel(own);
  return `${name}, ${Number(secondsAt(frames, fps).toFixed(2))} s`;
}
