import type { RenderPlan } from '../film/plan.ts';
import { deep } from './deep.ts';
import { drawn } from './drawn.ts';
import type { Engine } from './engine.ts';
import { rolled } from './rolled/rolled.ts';
import { scaled } from './scaled/scaled.ts';

/** Cheapest first; the last one makes any film. */
export const ENGINES = [rolled, scaled, drawn] as const;

export interface EngineChoice {
  readonly engine: Engine;
  /** Why the next cheaper one wouldn't do, for people; empty for the cheapest. */
  readonly reason: string;
}

/** The cheapest engine that can make a plan's frames. */
export function chooseEngine(plan: RenderPlan): EngineChoice {
  if (plan.deep) return { engine: deep, reason: 'frames of ten bits are drawn' };
  let reason = '';
  for (const engine of ENGINES) {
    const refusal = engine.refuses(plan);
    if (refusal === undefined) return { engine, reason };
    reason = refusal;
  }
  return { engine: drawn, reason };
}
