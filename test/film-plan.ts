import type { FilmPlan } from '../src/core/film-plan.ts';

/** A plan for what is written without being encoded. */
export function filmPlan(plan: Partial<FilmPlan>): FilmPlan {
  const range = plan.range ?? { first: 0, last: 9 };
  return {
    codec: 'vp9',
    container: 'mp4',
    size: { width: 16, height: 16 },
    codecString: 'vp09.00.10.08',
    encoder: { name: 'webcodecs', reason: 'as asked for' },
    bitrate: 100_000,
    quality: 'standard',
    fps: { numerator: 25, denominator: 1 },
    frameCount: range.last + 1,
    range,
    loops: 1,
    still: false,
    keyFrameInterval: 125,
    notes: [],
    ...plan,
  };
}
