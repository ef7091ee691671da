import type { Edge, Edges } from '../../src/motions/motion.ts';
import { type Color, colorAt, type Pixels } from './pixels.ts';
import { resize } from './skimage-resize.ts';

// shaders/levels.glsl and the linear filter of shaders/scene.glsl, on the CPU in doubles.

interface Place {
  readonly x: number;
  readonly y: number;
}

const MOST_PLACES = 8;

/** An image between its pixels; the first one's centre is at 0.5, 0.5. */
export function linearAt(image: Pixels, edges: Edges, { x, y }: Place): Color {
  const [p, q] = [to256th(x - 0.5), to256th(y - 0.5)];
  const [i, j] = [Math.floor(p), Math.floor(q)];
  const color = (column: number, row: number) =>
    colorAt(image, beyond(edges.x, column, image.width), beyond(edges.y, row, image.height));
  const upper = mixColors(color(i, j), color(i + 1, j), p - i);
  const lower = mixColors(color(i, j + 1), color(i + 1, j + 1), p - i);
  return mixColors(upper, lower, q - j);
}

/** The same by a spline of Catmull and Rom through four pixels each way, as shaders/cubic.glsl. */
export function cubicAt(image: Pixels, edges: Edges, { x, y }: Place): Color {
  const [p, q] = [to256th(x - 0.5), to256th(y - 0.5)];
  const [i, j] = [Math.floor(p), Math.floor(q)];
  const along = (pick: (n: number) => Color, t: number): Color => {
    const [a, b, c, d] = [pick(-1), pick(0), pick(1), pick(2)];
    const spline = (channel: 0 | 1 | 2) => {
      const slopes = [(c[channel] - a[channel]) / 2, (d[channel] - b[channel]) / 2] as const;
      const [h00, h10] = [2 * t ** 3 - 3 * t ** 2 + 1, t ** 3 - 2 * t ** 2 + t];
      const [h01, h11] = [3 * t ** 2 - 2 * t ** 3, t ** 3 - t ** 2];
      return h00 * b[channel] + h10 * slopes[0] + h01 * c[channel] + h11 * slopes[1];
    };
    return [spline(0), spline(1), spline(2)];
  };
  const color = (column: number, row: number) =>
    colorAt(image, beyond(edges.x, column, image.width), beyond(edges.y, row, image.height));
  const [red, green, blue] = along(
    (row) => along((column) => color(i + column, j + row), p - i),
    q - j,
  );
  const clamp = (level: number) => Math.min(255, Math.max(0, level));
  return [clamp(red), clamp(green), clamp(blue)];
}

/** The image, and each as large as half of the one before, all resampled from the image itself. */
export function levelsOf(image: Pixels): Pixels[] {
  const levels = [image];
  let { width, height } = image;
  while (width > 1 || height > 1) {
    [width, height] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
    levels.push(resize(image, { width, height }));
  }
  return levels;
}

/** How an image is seen at a place where a pixel goes so far along each of its coordinates. */
export function shrunkAt(
  levels: readonly Pixels[],
  edges: Edges,
  place: Place,
  alongX: readonly [number, number],
  alongY: readonly [number, number],
): Color {
  const { longer, shorter, direction } = ellipse(alongX, alongY);
  const least = Math.max(shorter, 1);
  const places = Math.min(Math.max(Math.ceil(longer / least - 1 / 64), 1), MOST_PLACES);
  const width = Math.max(longer / places, least);
  const level = Math.min(Math.log2(width), levels.length - 1);
  const reach = Math.max(longer - width, 0) / 2;
  const sum = [0, 0, 0];
  for (let i = 0; i < places; i++) {
    const along = places === 1 ? 0 : reach * ((2 * i) / (places - 1) - 1);
    const at = { x: place.x + along * direction.x, y: place.y + along * direction.y };
    for (const [channel, value] of betweenLevels(levels, edges, at, level).entries())
      sum[channel] = (sum[channel] ?? 0) + value / places;
  }
  const [red = 0, green = 0, blue = 0] = sum;
  return [red, green, blue];
}

function betweenLevels(
  levels: readonly Pixels[],
  edges: Edges,
  place: Place,
  level: number,
): Color {
  const [whole] = levels;
  const finer = Math.floor(level);
  const [a, b] = [finer, Math.min(finer + 1, levels.length - 1)].map((each) => {
    const image = levels[each];
    if (!whole || !image) throw new Error(`there is no level ${each}`);
    const scaled = {
      x: (place.x / whole.width) * image.width,
      y: (place.y / whole.height) * image.height,
    };
    return linearAt(image, edges, scaled);
  });
  if (!a || !b) throw new Error('a level has no colour');
  return mixColors(a, b, level - finer);
}

/** The axes of what a round pixel covers, from the eigenvectors of J·Jᵀ by their angle. */
function ellipse([a, b]: readonly [number, number], [c, d]: readonly [number, number]) {
  const [xx, yy, xy] = [a * a + b * b, c * c + d * d, a * c + b * d];
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const along = (t: number) => {
    const [x, y] = [Math.cos(t), Math.sin(t)];
    return Math.sqrt(Math.max(0, xx * x * x + 2 * xy * x * y + yy * y * y));
  };
  return {
    longer: along(angle),
    shorter: along(angle + Math.PI / 2),
    direction: { x: Math.cos(angle), y: Math.sin(angle) },
  };
}

/** The texel that stands for one beyond an edge. */
function beyond(edge: Edge, i: number, length: number): number {
  if (edge === 'repeat') return modulo(i, length);
  if (edge !== 'mirror') return Math.min(Math.max(i, 0), length - 1);
  const n = modulo(i, 2 * length);
  return n < length ? n : 2 * length - 1 - n;
}

function mixColors(a: Color, b: Color, weight: number): Color {
  return [mix(a[0], b[0], weight), mix(a[1], b[1], weight), mix(a[2], b[2], weight)];
}

export function mix(a: number, b: number, weight: number): number {
  return a + (b - a) * weight;
}

/** Places are rounded to 1/256 texel, as in shaders/scene.glsl. */
export function to256th(place: number): number {
  return Math.floor(place * 256 + 0.5) / 256;
}

function modulo(i: number, length: number): number {
  return ((i % length) + length) % length;
}
