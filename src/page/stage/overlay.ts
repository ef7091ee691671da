import type { Player } from '../../player/player.ts';
import { byId, create } from '../ui/element.ts';

/** What lies over the film on the stage, as large as it is seen; hidden while it plays and in full screen. */
export interface Overlay {
  readonly element: HTMLElement;
  /** A place of the screen, in shares of the film. */
  shareAt(event: { clientX: number; clientY: number }): readonly [number, number];
}

export function createOverlay(player: Player): Overlay {
  const canvas = byId('canvas', HTMLCanvasElement);
  const element = create('div', { className: 'overlay' });
  const follow = () => {
    const { left, top, width, height } = canvas.style;
    Object.assign(element.style, { left, top, width, height });
  };
  const showPlaying = () => byId('stage', HTMLElement).classList.toggle('playing', player.playing);
  byId('board', HTMLElement).append(element);
  new MutationObserver(follow).observe(canvas, { attributeFilter: ['style'] });
  player.on('playing', showPlaying);
  follow();
  showPlaying();
  return {
    element,
    shareAt({ clientX, clientY }) {
      const { left, top, width, height } = canvas.getBoundingClientRect();
      return [(clientX - left) / width, (clientY - top) / height];
    },
  };
}
