import type { Player } from '../../player/player.ts';

/** Seeks as often as the graphics are done with what was sought before: of several frames the last. */
export interface Seeking {
  to(frame: number): void;
  /** From where it is, or will be. */
  by(frames: number): void;
}

export function createSeeking(player: Pick<Player, 'busy' | 'frame' | 'seek'>): Seeking {
  let wanted: number | undefined;
  let request = 0;

  function go(): void {
    request = 0;
    if (wanted === undefined) return;
    if (player.busy) {
      request = requestAnimationFrame(go);
      return;
    }
    player.seek(wanted);
    wanted = undefined;
  }

  function to(frame: number): void {
    wanted = frame;
    if (request === 0) go();
  }

  return { to, by: (frames) => to((wanted ?? player.frame) + frames) };
}
