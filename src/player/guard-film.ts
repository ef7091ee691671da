import type { RenderPlan } from '../film/plan.ts';
import { untilDrawn } from '../gl/fence.ts';
import { ownContext } from '../gl/own-context.ts';
import { createTrial, type Trialled, type TrialStep } from '../gl/trial.ts';
import { createGuard, type Guard } from './affordable.ts';
import { createGauge, type Gauge } from './gauge.ts';
import { refine, type Refinement } from './refine.ts';

/** Sees to it that no frame keeps the page waiting: shaders of others are refused, and ours shown in less detail. */
export interface FilmGuard extends Guard {
  /** Of a frame. */
  gaugeAt(index: number): Gauge;
  /** Begins to draw a frame whole, bit by bit; see `refine`. Left out: where that can't be done. */
  refine(index: number, ...how: How): Refinement | undefined;
}

type How = Parameters<typeof refine> extends [unknown, ...infer Rest] ? Rest : never;

/**
 * Tries what draws a film, step by step: in between the page is painted, and answers.
 *
 * @param signal ends it: then there is none
 * @throws StillmotionError `effect-too-slow`
 */
export async function guardFilm(
  trialled: Trialled,
  plan: RenderPlan,
  signal: AbortSignal,
): Promise<FilmGuard | undefined> {
  const gl = ownContext(trialled.regl);
  const steps = tryFilm(trialled, plan);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    await untilDrawn(gl);
    if (signal.aborted) break;
    const until = performance.now() + PAUSE_AFTER;
    for (;;) {
      const { value, done } = steps.next();
      if (done === true) return value;
      if (value === 'given' || performance.now() > until) break;
    }
  }
  // It frees what it has made.
  steps.return(undefined as never);
  return undefined;
}

/** The page has its turn after so long, ms. */
const PAUSE_AFTER = 12;

function* tryFilm(trialled: Trialled, plan: RenderPlan): Generator<TrialStep, FilmGuard> {
  const open = () => createTrial(trialled);
  const guard = yield* createGuard(open, plan);
  const gauge = yield* createGauge(open, plan, trialled);
  let refining: Refinement | undefined;
  return {
    assertAffordable(index) {
      // It tries them on what they are drawn into.
      if (trialled.parts.length + trialled.beneath.length > 0) refining?.disturb();
      guard.assertAffordable(index);
    },
    gaugeAt: () => gauge,
    refine(frame, ...how) {
      const { canvas: size } = plan.layout;
      refining = refine({ trialled, frame, size }, ...how);
      return refining;
    },
    dispose() {
      // It draws with what goes now.
      refining?.stop();
      guard.dispose();
    },
  };
}
