import { secondsAt } from '../../core/timeline.ts';
import type { Player } from '../../player/player.ts';
import { create } from '../ui/element.ts';

/** The longest side of one, CSS px. */
const SIDE = 144;
/** It is drawn in so many times the pixels: where the film has many, one of each few is seen. */
const DETAIL = 2;

/**
 * Shows the frame under the pointer over a bar, small. It is drawn by what draws the film, in as few pixels as it has,
 * so that it is the very frame.
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
    const picture = picturedAt(frame);
    // What draws the film is at work: later.
    if (picture === undefined) return ask();
    const scale = SIDE / Math.max(picture.width, picture.height);
    const size = {
      width: Math.ceil(picture.width * scale),
      height: Math.ceil(picture.height * scale),
    };
    thumbnail.hidden = false;
    Object.assign(canvas, { width: picture.width, height: picture.height });
    Object.assign(canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
    canvas.getContext('2d')?.putImageData(picture, 0, 0);
    time.textContent = `${frame} · ${secondsAt(frame, player.plan.fps).toFixed(2)} s`;
    const { left, width: room } = bar.getBoundingClientRect();
    const half = size.width / 2;
    const middle = Math.min(Math.max(wanted.clientX - left, half), Math.max(half, room - half));
    thumbnail.style.left = `${middle}px`;
  }

  /** A frame that takes for ever is none: what says so is the player, where it is to be shown. */
  function picturedAt(frame: number): ImageData | undefined {
    try {
      return player.peek(frame, SIDE * DETAIL);
    } catch {
      return new ImageData(SIDE, SIDE);
    }
  }

  function hide(): void {
    wanted = undefined;
    thumbnail.hidden = true;
  }

  function ask(): void {
    request ||= requestAnimationFrame(show);
  }

  bar.append(thumbnail);
  bar.addEventListener('pointermove', (event) => {
    // A finger would lie over it.
    if (event.pointerType !== 'mouse') return;
    // What is dragged is shown large, and a small one would wait until that is drawn.
    if (event.buttons !== 0) return hide();
    wanted = event;
    ask();
  });
  bar.addEventListener('pointerleave', hide);
}
