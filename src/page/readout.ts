import { formatSize } from '../core/size.ts';
import type { Player } from '../player/player.ts';
import { byId, create } from './element.ts';

/** How often the readout is renewed, ms. */
const INTERVAL = 500;

/** What the player does, in figures. */
export function showReadout(player: Player): void {
  const fps = create('span', { className: 'figure' });
  const skipped = create('span', { className: 'figure' });
  const texture = create('span');
  const renderer = create('span', { className: 'renderer' });
  byId('readout', HTMLElement).append(fps, skipped, texture, renderer);
  let before = { time: performance.now(), presented: player.presented };
  renderer.textContent = player.renderer;
  renderer.title = player.renderer;

  const renew = () => {
    const now = { time: performance.now(), presented: player.presented };
    const rate = (1000 * (now.presented - before.presented)) / (now.time - before.time);
    before = now;
    fps.textContent = player.playing ? `${rate.toFixed(1)} fps presented` : 'paused';
    skipped.textContent = `${player.skipped} skipped`;
    texture.textContent = `texture ${formatSize(player.plan.texture).replace('x', '×')}`;
  };
  setInterval(renew, INTERVAL);
  player.on('playing', renew);
  renew();
}
