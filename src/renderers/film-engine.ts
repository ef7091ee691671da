import { rgba } from '../codecs/rgba.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { chooseEngine } from '../engines/index.ts';
import { planPicture, type RenderPlan } from '../film/plan.ts';

/** What makes the frames of a film, and why nothing cheaper; for people. */
export function filmEngine(
  plan: RenderPlan,
  film: FilmPlan,
): { readonly name: string; readonly reason: string } {
  if (film.encoder.name === 'scene')
    return { name: 'none', reason: 'frames are drawn where the file is opened' };
  if (isPictures(film) || film.codec === rgba.name || isMadeOfPixels(film))
    return { name: 'scene', reason: 'pictures are drawn as they are' };
  if (plan.show === undefined) {
    const { engine, reason } = chooseEngine(plan);
    return { name: engine.name, reason };
  }
  const { engine } = chooseEngine(planPicture(plan, 0, plan.picture));
  return { name: engine.name, reason: 'each picture by itself, and transitions are drawn' };
}

export function isPictures({ encoder }: FilmPlan): boolean {
  return encoder.name === 'pictures';
}

/** Its encoder is given what is drawn for pictures, and not for video. */
export function isMadeOfPixels({ sampling, transparent, depth }: FilmPlan): boolean {
  return (sampling !== undefined && depth === undefined) || transparent === true;
}
