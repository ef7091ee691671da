import type { RenderPlan } from '../film/plan.ts';
import { createTrial, type Trialled } from '../gl/trial.ts';
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

/** @throws StillmotionError `effect-too-slow` */
export function guardFilm(trialled: Trialled, plan: RenderPlan): FilmGuard {
  const open = () => createTrial(trialled);
  const guard = createGuard(open, plan);
  const gauge = createGauge(open, plan, trialled);
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
