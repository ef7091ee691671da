import type { Size } from '../../core/size.ts';
import type { Timeline } from '../../core/timeline.ts';
import type { Movement } from '../../motions/movement.ts';
import { footprints, longestAxis } from './footprint.ts';
import type { Layout } from './layout.ts';

type Drawn = Pick<Layout, 'box' | 'window'>;

/** Rounding errors make no texture larger. */
const EXACT = 1e-6;
/** A pixel that covers so many texels still sees all of them between four: nothing shimmers. */
const HARDLY_SHRUNK = 1.02;

/**
 * The texture that holds the image. Drawn smaller than it is, the image would shimmer as it moves: it is
 * resampled once to the size at which it is drawn where that is largest. The motions don't notice, as they
 * work in texture coordinates.
 */
export function textureSize(
  movement: Movement,
  image: Size,
  layout: Drawn,
  timeline: Timeline,
): Size {
  const drawn = largest(movement, layout, timeline);
  return {
    width: Math.min(image.width, Math.max(1, Math.ceil(drawn.width - EXACT))),
    height: Math.min(image.height, Math.max(1, Math.ceil(drawn.height - EXACT))),
  };
}

/**
 * Whether the film ever draws its texture smaller than it is: then it takes smaller copies of it, too.
 *
 * @param samples of a pixel, along each axis
 */
export function shrinks(
  movement: Movement,
  texture: Size,
  samples: number,
  layout: Drawn,
  timeline: Timeline,
): boolean {
  // What slides is drawn as large as its texture, all the time.
  if (movement.slide !== undefined) return false;
  for (const footprint of footprints(movement, layout, timeline))
    if (longestAxis(footprint, texture) > HARDLY_SHRUNK * samples) return true;
  return false;
}

/** How large the whole image is drawn at most, px of the canvas. */
function largest(movement: Movement, layout: Drawn, timeline: Timeline): Size {
  const { box, window } = layout;
  if (movement.slide !== undefined)
    return { width: box.width / window.width, height: box.height / window.height };
  const size = { width: 0, height: 0 };
  for (const { across, down } of footprints(movement, layout, timeline)) {
    size.width = Math.max(size.width, 1 / Math.hypot(across.x, across.y));
    size.height = Math.max(size.height, 1 / Math.hypot(down.x, down.y));
  }
  return size;
}
