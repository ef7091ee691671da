// A page in which a player shows frames as fast as it can.
import { createPlayer, type Player, type SpecInput } from 'stillmotion';

declare global {
  var livePage: typeof api;
}

let player: Player | undefined;

const api = {
  async open(spec: SpecInput) {
    player?.dispose();
    const canvas = document.body.appendChild(document.createElement('canvas'));
    player = await createPlayer(canvas, null, spec);
  },
  /** Shows so many frames one after the other, whatever the time is. */
  show(frames: number) {
    const count = player?.plan.frameCount ?? 1;
    for (let n = 0; n < frames; n++) player?.seek((player.frame + 1) % count);
    return player?.presented;
  },
};
globalThis.livePage = api;
