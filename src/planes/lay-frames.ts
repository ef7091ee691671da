import type { mat3 } from 'gl-matrix';
import { parseColor, type Rgb, toYCbCr } from '../core/color.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { RenderPlan } from '../film/plan.ts';
import { extent, type Size } from '../core/size.ts';
import type { ImagePlanes } from './image-planes.ts';
import { findFrame, layTurn, type TurnPlace } from './lay-turn.ts';
import { createRim } from './rim.ts';
import type { Turns } from './turns.ts';

/** Frames that show nothing but the image lie in its turns. */
export function findFrames(turns: Turns): (toTexel: mat3) => Nv12 {
  return (toTexel) => {
    const { turn, first } = turns.find(toTexel);
    return findFrame(turn, first);
  };
}

/** Lays turns into their frame, of which nothing else changes. */
export function layFrames(
  plan: RenderPlan,
  image: ImagePlanes,
  turns: Turns,
  film: Size,
): (toTexel: mat3) => Nv12 {
  const { frame } = turns;
  fill(frame, film, parseColor(plan.spec.background));
  const layRim = createRim(plan);
  const places = placesOf(plan, image, film);
  return (toTexel) => {
    const { turn, first } = turns.find(toTexel);
    for (const { from, ...place } of places) layTurn(turn, first + from, place, frame);
    layRim(turn, first, frame);
    return frame;
  };
}

/** Where an image is laid, and from which of its pixels on. */
function placesOf(
  { spec, layout: { canvas, box } }: RenderPlan,
  { acrossStart, acrossLength }: ImagePlanes,
  film: Size,
): (TurnPlace & { readonly from: number })[] {
  const { axis } = spec.motion;
  const cross = axis === 'x' ? 'y' : 'x';
  const start = axis === 'x' ? box.x : box.y;
  const length = extent(box, axis);
  const end = start + length;
  const across = {
    acrossStart,
    acrossLength: Math.min(acrossLength, extent(film, cross) - acrossStart),
  };
  const image = { from: 0, start, length, ...across };
  const beyond = end === extent(canvas, axis) ? extent(film, axis) - end : 0;
  if (beyond === 0) return [image];
  // The film repeats the canvas's last pixel.
  return [image, { from: length - 1, start: end, length: beyond, ...across }];
}

/** Colours a whole frame. */
function fill({ bytes, planes: [luma, chroma] }: Nv12, film: Size, color: Rgb): void {
  const [y, cb, cr] = toYCbCr(color);
  bytes.fill(y, luma.offset, luma.offset + film.height * luma.stride);
  const end = chroma.offset + Math.ceil(film.height / 2) * chroma.stride;
  for (let at = chroma.offset; at < end; at += 2) {
    bytes[at] = cb;
    bytes[at + 1] = cr;
  }
}
