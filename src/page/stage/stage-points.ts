import type { Player } from '../../player/player.ts';
import { create } from '../ui/element.ts';
import { type Changes, createHandle } from './handle.ts';
import type { Overlay } from './overlay.ts';
import { type FramePoint, pointsOf } from './points.ts';

/** Shows the points that motions and effects go by over the film, to be dragged. */
export function showPoints(player: Player, overlay: Overlay, changes: Changes): void {
  let handles: readonly HTMLElement[] = [];
  let points: readonly FramePoint[] = [];
  let shown = '';
  const place = create('div', { className: 'ground points' });
  overlay.element.append(place);

  function update(): void {
    points = pointsOf(player.plan);
    const key = points.map(({ name, label }) => `${name} ${label}`).join('\n');
    if (key !== shown) {
      shown = key;
      handles = points.map(({ label }, n) =>
        createHandle('frame-point', label, () => pointAt(n), changes),
      );
      place.replaceChildren(...handles);
    }
    for (const [n, handle] of handles.entries()) {
      const [x, y] = pointAt(n).at;
      Object.assign(handle.style, { left: `${100 * x}%`, top: `${100 * y}%` });
      handle.title = `${handle.getAttribute('aria-label')} ${percent(x)} ${percent(y)}`;
    }
  }

  function pointAt(n: number): FramePoint {
    const point = points[n];
    if (point === undefined) throw new Error(`the film has no point ${n}`);
    return point;
  }

  player.on('plan', update);
  update();
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
