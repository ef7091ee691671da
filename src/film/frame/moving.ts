import { type Fraction, lowestTerms, multiply } from '../../core/fraction.ts';
import { type Axis, extent, type Size } from '../../core/size.ts';
import type { Timeline } from '../../core/timeline.ts';
import { createMovement, type Movement } from '../../motions/movement.ts';
import type { Pace } from '../../motions/motion.ts';
import type { Layout } from './layout.ts';
import type { RenderSpec } from '../spec/spec.ts';

/** What of a plan its motions depend on. */
export interface MovingFilm extends Timeline {
  readonly spec: RenderSpec;
  /** The image that moves: the picture after `size`; steps are counted in its pixels. */
  readonly image: Size;
  readonly layout: Layout;
  readonly cycle: number;
}

/** The motions of a plan, for its image. */
export function movementOf({
  spec,
  image,
  layout,
  fps,
  cycle,
}: Omit<MovingFilm, 'frameCount'>): Movement {
  const pace = { fps, cycle, length: lengthOf(spec), drawn: drawnLengths({ image, layout }) };
  return createMovement(spec.motions, image, layout.window, pace, spec.focus);
}

function lengthOf({ period, frames, duration }: RenderSpec): Pace['length'] {
  if (period !== undefined) return 'period';
  return (frames ?? duration) === undefined ? 'free' : 'film';
}

/** How large the whole image is drawn, px of the frame. */
export function drawnLengths({
  image,
  layout: { box, window },
}: Pick<MovingFilm, 'image' | 'layout'>): Readonly<Record<Axis, Fraction>> {
  const along = (axis: Axis) =>
    asRatio(extent(box, axis) / extent(window, axis), [1, image.width, image.height]);
  return { x: along('x'), y: along('y') };
}

/**
 * How far the image slides from each frame to the next, px of the frame; `undefined` where it does more than slide,
 * or in numbers too large for doubles.
 */
export function drawnSlides(
  film: Omit<MovingFilm, 'frameCount'>,
): Readonly<Record<Axis, Fraction>> | undefined {
  const { slides } = movementOf(film);
  const drawn = drawnLengths(film);
  const [x, y] = (['x', 'y'] as const).map(
    (axis) => slides && multiply(slides[axis], perPixel(drawn[axis], extent(film.image, axis))),
  );
  return x && y && { x, y };
}

function perPixel({ numerator, denominator }: Fraction, length: number): Fraction {
  return lowestTerms(numerator, denominator * length);
}

/** As a fraction with one of these denominators where it is one but for rounding errors. */
function asRatio(value: number, denominators: readonly number[]): Fraction {
  const found = denominators.find(
    (denominator) => Math.abs(value * denominator - Math.round(value * denominator)) < 1e-6,
  );
  const denominator = found ?? 1e6;
  return lowestTerms(Math.max(1, Math.round(value * denominator)), denominator);
}
