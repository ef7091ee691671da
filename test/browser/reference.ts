import type { Axis, Rect, Size } from '../../src/core/size.ts';
import { extent } from '../../src/core/size.ts';
import type { Edges } from '../../src/motions/motion.ts';
import { type Color, paint, type Pixels } from './pixels.ts';
import { cubicAt, levelsOf, linearAt, mix, shrunkAt, to256th } from './shrunk.ts';

// What the shaders promise, computed on the CPU in doubles, the plain way.

/** `numpy.roll(image, shift, axis)`: out[:, j] = in[:, (j - shift) mod width]. */
export function roll(image: Pixels, shift: number, axis: Axis): Pixels {
  const { width, height, channels } = image;
  const data = new Uint8Array(image.data.length);
  const from = (to: number, length: number) => modulo(to - shift, length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const source = axis === 'x' ? y * width + from(x, width) : from(y, height) * width + x;
      const bytes = image.data.subarray(source * channels, (source + 1) * channels);
      data.set(bytes, (y * width + x) * channels);
    }
  }
  return { ...image, data };
}

export interface Drawing {
  readonly canvas: Size;
  readonly box: Rect;
  readonly background: Color;
  readonly filter: 'linear' | 'nearest';
  /** How far the image is rolled, px of its own. */
  readonly shift: number;
  readonly axis: Axis;
}

/** The rolled image drawn into a box of a canvas: it wraps along its axis and stands still at the other's edges. */
export function drawRolled(image: Pixels, drawing: Drawing): Pixels {
  const { canvas, box, background, filter, shift, axis } = drawing;
  const data = new Uint8Array(3 * canvas.width * canvas.height);
  const along = (which: Axis) => {
    const wraps = axis === which;
    const length = extent(image, which);
    const moved = wraps ? shift : 0;
    return samples(length, extent(box, which), moved, wraps, filter);
  };
  const columns = along('x');
  const rows = along('y');
  const at = (x: number, y: number, channel: number) =>
    image.data[(y * image.width + x) * image.channels + channel] ?? 0;
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const column = columns[x - box.x];
      const row = rows[y - box.y];
      for (let channel = 0; channel < 3; channel++) {
        const value =
          column && row
            ? mix(
                mix(at(column.a, row.a, channel), at(column.b, row.a, channel), column.weight),
                mix(at(column.a, row.b, channel), at(column.b, row.b, channel), column.weight),
                row.weight,
              )
            : (background[channel] ?? 0);
        data[(y * canvas.width + x) * 3 + channel] = Math.round(value);
      }
    }
  }
  return { ...canvas, data, channels: 3 };
}

/** Between which two texels, and where between them, each pixel of the box lies. */
function samples(
  length: number,
  drawn: number,
  shift: number,
  wraps: boolean,
  filter: 'linear' | 'nearest',
): { a: number; b: number; weight: number }[] {
  const reach = (i: number) => (wraps ? modulo(i, length) : Math.min(Math.max(i, 0), length - 1));
  return Array.from({ length: drawn }, (_, i) => {
    const place = ((i + 0.5) * length) / drawn - (shift % length);
    // Places are rounded to 1/256 texel, as in shaders/scene.glsl.
    if (filter === 'nearest') {
      const nearest = reach(Math.floor(to256th(place)));
      return { a: nearest, b: nearest, weight: 0 };
    }
    const p = to256th(place - 0.5);
    const whole = Math.floor(p);
    return { a: reach(whole), b: reach(whole + 1), weight: p - whole };
  });
}

/** An image in a box of a canvas, seen through a transform. */
export interface Moved extends Pick<Drawing, 'canvas' | 'box' | 'background'> {
  readonly edges: Edges;
  /** Shares of the box → shares of the image, column-major. */
  readonly place: readonly number[];
  /** Where it is drawn smaller it is filtered, see `shrunk.ts`. */
  readonly shrinks: boolean;
  readonly filter: 'linear' | 'cubic';
}

/** Sampled linearly wherever the transform says, and mixed with the background at the image's edges. */
export function drawMoved(
  image: Pixels,
  { canvas, box, background, edges, place, shrinks, filter }: Moved,
): Pixels {
  const { width, height } = image;
  const levels = shrinks ? levelsOf(image) : [image];
  const m = (n: number) => place[n] ?? NaN;
  const at = (px: number, py: number) => {
    const [x, y] = [(px - box.x) / box.width, (py - box.y) / box.height];
    const w = m(2) * x + m(5) * y + m(8);
    return {
      x: (width * (m(0) * x + m(3) * y + m(6))) / w,
      y: (height * (m(1) * x + m(4) * y + m(7))) / w,
    };
  };
  return paint(canvas, (column, row) => {
    const inBox =
      column >= box.x && row >= box.y && column < box.x + box.width && row < box.y + box.height;
    if (!inBox) return background;
    const [px, py] = [column + 0.5, row + 0.5];
    const here = at(px, py);
    // How far the place goes in one px each way, by the derivative's own limit.
    const along = (axis: 'x' | 'y') =>
      [
        (at(px + 1e-4, py)[axis] - at(px - 1e-4, py)[axis]) / 2e-4,
        (at(px, py + 1e-4)[axis] - at(px, py - 1e-4)[axis]) / 2e-4,
      ] as const;
    const reach = (axis: 'x' | 'y') => Math.hypot(...along(axis));
    const color = shrinks
      ? shrunkAt(levels, edges, here, along('x'), along('y'))
      : filter === 'cubic'
        ? cubicAt(image, edges, here)
        : linearAt(image, edges, here);
    const covered =
      (edges.x === 'background' ? coverage(here.x, width, reach('x')) : 1) *
      (edges.y === 'background' ? coverage(here.y, height, reach('y')) : 1);
    const level = (channel: 0 | 1 | 2) =>
      Math.round(mix(background[channel], color[channel], covered));
    return [level(0), level(1), level(2)];
  });
}

/** How much of a pixel lies within an image's length. */
function coverage(place: number, length: number, reach: number): number {
  const share = (distance: number) => Math.min(1, Math.max(0, distance / reach + 0.5));
  return share(place) * share(length - place);
}

/** Straight alpha over an opaque background, in sRGB values. */
export function layOn(picture: Pixels, background: Color): Pixels {
  if (picture.channels === 3) return picture;
  const { width, data } = picture;
  return paint(picture, (x, y) => {
    const at = 4 * (y * width + x);
    const alpha = data[at + 3] ?? 0;
    const over = (channel: 0 | 1 | 2) =>
      Math.round(((data[at + channel] ?? 0) * alpha + background[channel] * (255 - alpha)) / 255);
    return [over(0), over(1), over(2)];
  });
}

function modulo(i: number, length: number): number {
  return ((i % length) + length) % length;
}
