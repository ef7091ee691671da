import type { RenderPlan } from '../film/plan.ts';
import type { Titles } from './titles.ts';

/** A plan with what its titles make a person know. */
export function withTitleNotes(plan: RenderPlan, titles: Titles | undefined): RenderPlan {
  return titles === undefined ? plan : { ...plan, notes: [...plan.notes, ...titles.notes] };
}
