import type { Size } from '../core/size.ts';
import type { GraphicsContext } from '../gl/context.ts';

/** Every browser gives a canvas as many pixels; Chromium gives at most twice as many, 5760×5760. */
const SURELY_GIVEN = 4096 * 4096;

/**
 * Asks for a canvas so large, and gives it back, before anything is made for it: textures for one that
 * can't be had may take the graphics down.
 *
 * @param redraw called when the canvas has lost what it showed
 * @throws StillmotionError `frame-too-large`
 */
export function tryOut(context: GraphicsContext, size: Size, redraw: () => void = () => {}): void {
  if (size.width * size.height <= SURELY_GIVEN || !context.hasCanvas) return;
  const { width, height } = context.canvas;
  try {
    context.resize(size);
    context.resize({ width, height });
  } finally {
    redraw();
  }
}
