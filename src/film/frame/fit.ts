import type { Rect, Size } from '../../core/size.ts';
import type { Place } from '../../core/values/value-text.ts';
import type { Window } from '../../motions/motion.ts';
import { WHOLE } from '../../motions/movement.ts';
import type { FIT_NAMES } from '../spec/spec.ts';

export type Fit = (typeof FIT_NAMES)[number];

/** Where an image is drawn on a canvas, and what of it. */
export interface Fitted {
  readonly box: Rect;
  readonly window: Window;
}

export const CENTRE = [0.5, 0.5] as const;

/**
 * @param position which part shows of an image that is larger, where a smaller one stands
 * @param focus what is meant by `auto`: as near to the middle of the frame as can be
 */
export function fitImage(
  fit: Fit,
  position: Place,
  image: Size,
  canvas: Size,
  focus: readonly [number, number] = CENTRE,
): Fitted {
  if (fit === 'stretch') return { box: { x: 0, y: 0, ...canvas }, window: WHOLE };
  const scale = scaleOf(fit, image, canvas);
  const [x, y] = position === 'auto' ? around(focus, scale, image, canvas) : position;
  const across = fitSide(image.width, scale, canvas.width, x);
  const down = fitSide(image.height, scale, canvas.height, y);
  return {
    box: { x: across.start, y: down.start, width: across.length, height: down.length },
    window: { x: across.from, y: down.from, width: across.share, height: down.share },
  };
}

/** How large the image is drawn. */
function scaleOf(fit: Fit, image: Size, canvas: Size): number {
  const scales = [canvas.width / image.width, canvas.height / image.height];
  if (fit === 'cover') return Math.max(...scales);
  return fit === 'contain' ? Math.min(...scales) : 1;
}

/** The position at which a point is in the middle of what shows. */
function around(
  [x, y]: readonly [number, number],
  scale: number,
  image: Size,
  canvas: Size,
): readonly [number, number] {
  return [
    shareFor(x, canvas.width / (image.width * scale)),
    shareFor(y, canvas.height / (image.height * scale)),
  ];
}

function shareFor(point: number, part: number): number {
  return part >= 1 ? 0.5 : Math.min(1, Math.max(0, (point - part / 2) / (1 - part)));
}

/** Along one axis: px of the canvas, and shares of the image. */
function fitSide(image: number, scale: number, canvas: number, position: number) {
  const length = Math.min(canvas, Math.max(1, Math.round(image * scale)));
  if (length < canvas)
    return { start: Math.round(position * (canvas - length)), length, from: 0, share: 1 };
  const share = Math.min(1, canvas / (image * scale));
  // An image at its own size begins at a whole pixel, so that its pixels are seen as they are.
  const left = (1 - share) * position;
  const from = scale === 1 ? Math.round(left * image) / image : left;
  return { start: 0, length: canvas, from, share };
}
