import { secondsAt } from '../core/timeline.ts';
import type { Player } from '../player/player.ts';
import { create } from './element.ts';

/** The longest side of one, CSS px. */
const SIDE = 144;

/**
 * Shows the frame under the pointer over a bar, small. It is drawn by what draws the film, between two frames that are
 * shown, so that it is the very frame.
 *
 * @param frameAt which frame is under a pointer
 */
export function bindThumbnail(
  bar: HTMLElement,
  player: Player,
  frameAt: (event: PointerEvent) => number,
): void {
  const canvas = create('canvas', { width: 1, height: 1 });
  const time = create('span', {});
  const thumbnail = create(
    'div',
    { className: 'thumbnail', 'aria-hidden': 'true', hidden: true },
    canvas,
    time,
  );
  let wanted: PointerEvent | undefined;
  let request = 0;

  function show(): void {
    request = 0;
    if (wanted === undefined) return;
    const frame = frameAt(wanted);
    const { layout, fps } = player.plan;
    const { width, height } = layout.canvas;
    const scale = SIDE / Math.max(width, height);
    const size = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) };
    thumbnail.hidden = false;
    Object.assign(canvas, size);
    player.peek(frame, (film) =>
      canvas.getContext('2d')?.drawImage(film, 0, 0, size.width, size.height),
    );
    time.textContent = `${frame} · ${secondsAt(frame, fps).toFixed(2)} s`;
    const { left, width: room } = bar.getBoundingClientRect();
    const half = size.width / 2;
    const middle = Math.min(Math.max(wanted.clientX - left, half), Math.max(half, room - half));
    thumbnail.style.left = `${middle}px`;
  }

  bar.append(thumbnail);
  bar.addEventListener('pointermove', (event) => {
    // A finger would lie over it.
    if (event.pointerType !== 'mouse') return;
    wanted = event;
    request ||= requestAnimationFrame(show);
  });
  bar.addEventListener('pointerleave', () => {
    wanted = undefined;
    thumbnail.hidden = true;
  });
}
