import { parseColor, type Rgb } from '../../core/picture/color.ts';
import type { Size } from '../../core/size.ts';
import type { Window } from '../../motions/motion.ts';
import type { Place } from '../../core/values/value-text.ts';
import { CENTRE, fitImage } from './fit.ts';
import { PLAIN, TRANSPARENT } from '../spec/seen-through.ts';
import type { RenderSpec } from '../spec/spec.ts';

/** Instead of a colour: the picture itself, enlarged until it covers the frame, and blurred. */
export const BLUR = 'blur';

/** How wide the blur is, as a share of the frame's shorter side. */
const WIDTH = 1 / 30;
/** It is drawn small, where its Gaussian has this σ, texels; between them it is as even as larger. */
const SMALL_SIGMA = 6;

/**
 * What lies behind everything, `#rrggbb`: a blurred picture lies on white, where it is transparent; a title on nothing is
 * one for white.
 */
export function plainBackground(background: string): string {
  return background.startsWith('#') ? background : PLAIN;
}

export function backgroundColor(background: string): Rgb {
  return parseColor(plainBackground(background));
}

/** What will be seen through an image's transparent texels, for what a byte of alpha has to round; black: nothing. */
export function colorBehind(background: string): Rgb {
  return background === TRANSPARENT ? [0, 0, 0] : backgroundColor(background);
}

/** A picture behind the picture. */
export interface Backdrop {
  /** What of the image it shows, as large as the frame. */
  readonly window: Window;
  /** Of its texture. */
  readonly size: Size;
  /** Of its Gaussian, texels. */
  readonly sigma: number;
}

/** `undefined` where the background is a colour. */
export function backdropOf(
  { background, position, focus }: Pick<RenderSpec, 'background' | 'position' | 'focus'>,
  image: Size,
  canvas: Size,
): Backdrop | undefined {
  if (background !== BLUR) return undefined;
  const shown: Place = position ?? CENTRE;
  const sigma = WIDTH * Math.min(canvas.width, canvas.height);
  const scale = Math.min(1, SMALL_SIGMA / sigma);
  return {
    window: fitImage('cover', shown, image, canvas, focus).window,
    size: { width: Math.ceil(scale * canvas.width), height: Math.ceil(scale * canvas.height) },
    sigma: scale * sigma,
  };
}
