import { parseTitle } from '../core/title.ts';
import { movementOf, type MovingFilm } from './moving.ts';

/** True where every frame of a film shows the same. */
export function standsStill(film: MovingFilm): boolean {
  if (film.spec.pictures !== undefined) return false;
  // What an effect shows may go by the time.
  if (film.spec.effects.length > 0) return false;
  const title = parseTitle(film.spec.title ?? '').flat();
  return movementOf(film).loop === 1 && title.every(({ kind }) => kind === 'text');
}
