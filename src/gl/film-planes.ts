import type { Layout } from '../film/layout.ts';
import { rangeLength, type RenderPlan } from '../film/plan.ts';
import { extent, isSameSize, type Size } from '../core/size.ts';
import { findFrames, layFrames } from '../planes/lay-frames.ts';
import { createTurns } from '../planes/turns.ts';
import type { Regl } from './context.ts';
import { drawPlanes, type FilmPlanes } from './drawn-planes.ts';
import { readImagePlanes } from './image-planes.ts';
import type { Linker } from './programs.ts';

/** To convert the image takes as long as to draw so many frames. */
const FRAMES_AN_IMAGE = 2;
/** Larger images are not kept in memory, px. */
const LARGEST_IMAGE = 40 << 20;

/**
 * Makes planes in the way that takes least: found in turns, laid from them, or drawn.
 *
 * @param linkOn builds shaders around the image for a layout
 */
export function createFilmPlanes(
  regl: Regl,
  plan: RenderPlan,
  linkOn: (layout: Layout) => Linker,
  film: Size,
): FilmPlanes {
  const { width, height } = plan.layout.box;
  if (rangeLength(plan.range) <= FRAMES_AN_IMAGE || width * height > LARGEST_IMAGE)
    return drawPlanes(regl, plan, linkOn(plan.layout), film);
  const image = readImagePlanes(regl, plan, linkOn);
  const turns = createTurns(image, plan, film);
  const make = isOnlyImage(plan, film) ? findFrames(turns) : layFrames(plan, image, turns, film);
  return { make: ({ toTexel }) => make(toTexel), dispose() {} };
}

/** Along the axis of the motion a film may be longer than its image, if that is of odd length. */
function isOnlyImage({ spec, layout: { canvas, box } }: RenderPlan, film: Size): boolean {
  const { axis } = spec.motion;
  return (
    isSameSize(box, canvas) &&
    extent(film, axis) === extent(box, axis) &&
    extent(film, axis) % 2 === 0
  );
}
