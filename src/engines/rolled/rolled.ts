import { parseColor, type Rgb, toYCbCr } from '../../core/picture/color.ts';
import type { Nv12 } from '../../core/planes/nv12.ts';
import { crossAxis, extent, isSameSize, startOf, type Axis, type Size } from '../../core/size.ts';
import { movementOf, rangeLength, type RenderPlan, showsTexelsExactly } from '../../film/plan.ts';
import type { Slide } from '../../motions/motion.ts';
import { isWhole } from '../../motions/movement.ts';
import { BLUR } from '../../film/frame/background.ts';
import type { Engine, FrameSource } from '../engine.ts';
import { convertImage } from './convert.ts';
import { copyRing, frameAtPlace, type RingPlace } from './copy.ts';
import { findEdgeChroma, mixEdgeChroma } from './edge-chroma.ts';
import type { ImagePlanes } from './pairs.ts';
import { createRings, type Rings } from './rings.ts';

/** To convert the image takes as long as to draw so many frames. */
const FRAMES_AN_IMAGE = 2;
/** Larger images are not kept in memory, px. */
const LARGEST_IMAGE = 40 << 20;

/** Converts the image once; its frames are found in memory, or copied together there. */
export const rolled: Engine = {
  name: 'rolled',
  refuses(plan) {
    const { range, layout, spec } = plan;
    if (plan.show !== undefined) return 'the film has several pictures';
    if (spec.effects.length > 0) return 'the film has effects';
    if (spec.background === BLUR) return 'the background is a picture that stands still';
    const { slide, edges } = movementOf(plan);
    if (slide === undefined) return 'the motion does more than slide';
    if (edges[slide.axis] !== 'repeat') return 'the picture does not come back at its other edge';
    if (!isWhole(layout.window)) return 'the frame shows a part of the picture';
    if (plan.exposures.length > 0) return 'samples and shutter mix several frames into one';
    if (spec.filter === 'cubic' && !showsTexelsExactly(plan))
      return 'its filter is linear, and cubic was asked for';
    if (rangeLength(range) <= FRAMES_AN_IMAGE)
      return 'the film is too short to convert a picture for';
    const { width, height } = layout.box;
    return width * height > LARGEST_IMAGE ? 'the picture is too large to be kept' : undefined;
  },
  open(scene, plan, filmSize) {
    const { slide } = movementOf(plan);
    if (slide === undefined) throw new Error('a film that does not slide was given to be rolled');
    const image = convertImage(scene, plan, slide.axis);
    const rings = createRings(image, plan, slide, filmSize);
    return isOnlyImage(plan, filmSize, slide.axis)
      ? findFrames(rings)
      : copyFrames(rings, image, plan, slide, filmSize);
  },
};

/** Along the axis of the motion a film may be longer than its image, if that is of odd length. */
function isOnlyImage({ layout: { canvas, box } }: RenderPlan, filmSize: Size, axis: Axis): boolean {
  return (
    isSameSize(box, canvas) &&
    extent(filmSize, axis) === extent(box, axis) &&
    extent(filmSize, axis) % 2 === 0
  );
}

/** Frames that show nothing but the image lie in its rings. */
function findFrames(rings: Rings): FrameSource {
  return {
    *planes(frames) {
      for (const frame of frames) {
        const { ring, first } = rings.find(frame.index);
        yield { frame, planes: frameAtPlace(ring, first) };
      }
    },
    dispose() {},
  };
}

/** Copies rings into their frame, of which nothing else changes. */
function copyFrames(
  rings: Rings,
  image: ImagePlanes,
  { spec, layout }: RenderPlan,
  { axis }: Slide,
  filmSize: Size,
): FrameSource {
  const { frame: planes } = rings;
  fill(planes, filmSize, parseColor(spec.background));
  const edges = findEdgeChroma(layout, axis, spec.background);
  const places = placesOf(layout, image, filmSize);
  return {
    *planes(frames) {
      for (const frame of frames) {
        const { ring, first } = rings.find(frame.index);
        for (const { from, ...place } of places) copyRing(ring, first + from, place, planes);
        mixEdgeChroma(edges, ring, first, planes);
        yield { frame, planes };
      }
    },
    dispose() {},
  };
}

/** Where an image is copied to, and from which of its pixels on. */
function placesOf(
  { canvas, box }: RenderPlan['layout'],
  { axis, acrossStart, acrossLength }: ImagePlanes,
  filmSize: Size,
): (RingPlace & { readonly from: number })[] {
  const start = startOf(box, axis);
  const length = extent(box, axis);
  const end = start + length;
  const across = {
    acrossStart,
    acrossLength: Math.min(acrossLength, extent(filmSize, crossAxis(axis)) - acrossStart),
  };
  const image = { from: 0, start, length, ...across };
  const beyond = end === extent(canvas, axis) ? extent(filmSize, axis) - end : 0;
  if (beyond === 0) return [image];
  // The film repeats the canvas's last pixel.
  return [image, { from: length - 1, start: end, length: beyond, ...across }];
}

/** Colours a whole frame. */
function fill({ bytes, planes: [luma, chroma] }: Nv12, filmSize: Size, color: Rgb): void {
  const [y, cb, cr] = toYCbCr(color);
  bytes.fill(y, luma.offset, luma.offset + filmSize.height * luma.stride);
  const end = chroma.offset + Math.ceil(filmSize.height / 2) * chroma.stride;
  for (let at = chroma.offset; at < end; at += 2) {
    bytes[at] = cb;
    bytes[at + 1] = cr;
  }
}
