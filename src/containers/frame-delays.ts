import type { FilmPlan } from '../core/film-plan.ts';
import { StillmotionError } from '../core/errors.ts';
import { formatFrameRate, secondsAt } from '../core/timeline.ts';

/**
 * How long each frame stands, where a file counts in units of its own: no frame comes more than half of one
 * early or late, however many there are.
 *
 * @param unit s
 * @returns of a frame, counted from the file's first, in units
 */
export function frameDelay(count: number, { fps }: FilmPlan, unit: number): number {
  const at = (frame: number) => Math.round(secondsAt(frame, fps) / unit);
  return at(count + 1) - at(count);
}

/**
 * Players show what stands for less than they think possible for a tenth of a second.
 *
 * @param most frames a second
 * @throws StillmotionError `usage`
 */
export function assertShown(label: string, { fps }: FilmPlan, most: number): void {
  if (fps.numerator <= most * fps.denominator) return;
  throw new StillmotionError(
    'usage',
    `${label} shows at most ${most} frames a second, and the film has ${formatFrameRate(fps)}; ask for less, or choose another format.`,
  );
}

/** A file that says itself how often it is played: its frames are there once. 0: for ever, as by default. */
export function playedByItself(film: FilmPlan): { film: FilmPlan; plays: number } {
  if (film.length !== undefined) return { film, plays: 0 };
  const plays = film.once ? 1 : film.loops === 1 ? 0 : film.loops;
  return { film: { ...film, loops: 1 }, plays };
}
