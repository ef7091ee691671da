import type { FilmEncoder } from '../../core/film-plan.ts';
import { asClause } from '../../core/values/clause.ts';

/**
 * What writes a film, for people; `undefined` where its codec says it: pictures, raw frames, and what is drawn later.
 *
 * @param all says why also where nobody would ask
 */
export function describeEncoder(encoder: FilmEncoder, all = false): string | undefined {
  const { name, reason, isExpected, besides } = encoder;
  if (name === 'rolled') return `ours (rolled): ${reason}`;
  if (name !== 'webcodecs') return undefined;
  const why = isExpected && !all ? '' : `, not ours (rolled): ${asClause(reason)}`;
  return `the browser’s (webcodecs)${why}${besides === undefined ? '' : `; ${besides}`}`;
}
