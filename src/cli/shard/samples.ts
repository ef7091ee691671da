import { createHash } from 'node:crypto';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { Session } from '../session/session.ts';

/**
 * What a renderer draws of a film that loses nothing, as one digest (SHA-256, hex) of its first frame, its
 * middle one and its last as PNGs: two renderers with the same one may share the film's shards. The first
 * lines of all shards have it, whichever part they are of.
 */
export async function digestSamples(
  session: Pick<Session, 'still'>,
  { range }: Pick<FilmPlan, 'range'>,
): Promise<string> {
  const middle = Math.floor((range.first + range.last) / 2);
  const hash = createHash('sha256');
  for (const index of new Set([range.first, middle, range.last]))
    hash.update(await session.still(index));
  return hash.digest('hex');
}
