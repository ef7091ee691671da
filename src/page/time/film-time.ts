import { rangeLength } from '../../film/plan.ts';
import { secondsAt } from '../../core/timeline.ts';
import type { Player } from '../../player/player.ts';

/** Where a player is in a film that goes through its frames several times. */
export interface FilmTime {
  /**
   * From the film's beginning, s. It begins anew when a round of frames does.
   *
   * @param film how long it lasts, s: several rounds, or a part of one
   */
  within(film: number): number;
}

/** Rounding errors make no further round. */
const EXACT = 1e-6;

/** Counts how often a player has come around; whoever seeks stays in the same round. */
export function createFilmTime(player: Player): FilmTime {
  let rounds = 0;
  let before = player.frame;
  player.on('frame', (frame) => {
    const length = rangeLength(player.plan.range);
    const isAround = player.playing && player.speed > 0 && 2 * (before - frame) > length;
    if (isAround) rounds++;
    before = frame;
  });
  player.on('playing', (playing) => {
    // From the first frame on, everything begins.
    if (playing && player.frame === player.plan.range.first) rounds = 0;
  });
  return {
    within(film) {
      const { range, fps } = player.plan;
      const round = secondsAt(rangeLength(range), fps);
      const all = Math.max(1, Math.ceil(film / round - EXACT));
      return (rounds % all) * round + secondsAt(player.frame - range.first, fps);
    },
  };
}
