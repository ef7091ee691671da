import { readableOn, type Rgb } from '../core/picture/color.ts';
import type { TitlePlace } from '../film/frame/layout.ts';

/** What a title is printed on, and what with. */
export interface TitleColors {
  readonly paper: Rgb;
  /** Black or white: what can be read on the paper. */
  readonly ink: Rgb;
}

/** @param background of the canvas, which is the paper where there is no panel */
export function titleColors(style: TitlePlace['style'], background: Rgb): TitleColors {
  const paper: Rgb = style === 'overlay' ? [0, 0, 0] : background;
  return { paper, ink: readableOn(paper) };
}
