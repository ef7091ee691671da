import { parseTitle } from '../../core/title.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import { movementOf, type MovingFilm } from './moving.ts';

/** True where every frame of a film shows the same. */
export function standsStill(film: MovingFilm): boolean {
  if (film.spec.pictures !== undefined) return false;
  if (!film.spec.effects.every(isTheSame)) return false;
  const title = parseTitle(film.spec.title ?? '').flat();
  return movementOf(film).loop === 1 && title.every(({ kind }) => kind === 'text');
}

/** What others' shaders go by, only they know: they may say so, and be wrong. */
function isTheSame(spec: EffectSpec): boolean {
  const { isOurs = false, loop } = effectOf(spec);
  return isOurs && loop === 'still';
}
