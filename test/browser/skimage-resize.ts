import type { Axis, Rect, Size } from '../../src/core/size.ts';
import type { Pixels } from './pixels.ts';

/** One channel of a picture, in doubles. */
interface Plane extends Size {
  readonly data: Float64Array;
}

/** `skimage.transform.resize(image, size, anti_aliasing=True)`, rounded to bytes at the end. */
export function resize(image: Pixels, size: Size): Pixels {
  return resizePart(image, { x: 0, y: 0, width: 1, height: 1 }, size);
}

/** The same of a part of an image, in shares of it; the filter sees what is beyond. */
export function resizePart(image: Pixels, part: Rect, { width, height }: Size): Pixels {
  return eachLine(image, { width, height }, (line, axis) => {
    const [from, share, length] =
      axis === 'x' ? [part.x, part.width, width] : [part.y, part.height, height];
    return resizeLine(line, length, from * line.length, (share * line.length) / length);
  });
}

/** `scipy.ndimage.gaussian_filter(image, sigma, mode='mirror')`, cut off at 4σ. */
export function blurred(image: Pixels, sigma: number): Pixels {
  return eachLine(image, image, (line) => blur(line, sigma));
}

function eachLine(
  image: Pixels,
  { width, height }: Size,
  filter: (line: Float64Array, axis: Axis) => Float64Array,
): Pixels {
  const { channels } = image;
  const data = new Uint8Array(width * height * channels);
  for (let channel = 0; channel < channels; channel++) {
    const wide = filterRows(planeOf(image, channel), width, (line) => filter(line, 'x'));
    const whole = transpose(filterRows(transpose(wide), height, (line) => filter(line, 'y')));
    for (const [i, value] of whole.data.entries()) data[i * channels + channel] = Math.round(value);
  }
  return { width, height, channels, data };
}

function planeOf({ width, height, channels, data }: Pixels, channel: number): Plane {
  const samples = new Float64Array(width * height);
  return { width, height, data: samples.map((_, i) => data[i * channels + channel] ?? 0) };
}

function transpose({ width, height, data }: Plane): Plane {
  const turned = new Float64Array(data.length);
  return {
    width: height,
    height: width,
    data: turned.map((_, i) => data[(i % height) * width + Math.floor(i / height)] ?? 0),
  };
}

function filterRows(
  plane: Plane,
  width: number,
  filter: (line: Float64Array) => Float64Array,
): Plane {
  const data = new Float64Array(width * plane.height);
  for (let y = 0; y < plane.height; y++) {
    const row = plane.data.subarray(y * plane.width, (y + 1) * plane.width);
    data.set(filter(row), y * width);
  }
  return { width, height: plane.height, data };
}

/** Blurs, then interpolates at (i + 0.5) · factor - 0.5 + first. */
function resizeLine(
  line: Float64Array,
  length: number,
  first: number,
  factor: number,
): Float64Array {
  const soft = blur(line, Math.max(0, (factor - 1) / 2));
  return new Float64Array(length).map((_, i) => {
    const place = (i + 0.5) * factor - 0.5 + first;
    const left = Math.floor(place);
    const weight = place - left;
    return (1 - weight) * mirroredAt(soft, left) + weight * mirroredAt(soft, left + 1);
  });
}

/** `scipy.ndimage.gaussian_filter1d(line, sigma, mode='mirror')`, cut off at 4σ. */
function blur(line: Float64Array, sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  if (radius === 0) return line;
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigma) ** 2),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  return line.map((_, at) => {
    const weighed = kernel.map((weight, i) => weight * mirroredAt(line, at + i - radius));
    return weighed.reduce((sum, value) => sum + value, 0) / total;
  });
}

/** Beyond its ends a line is read backwards; the edge sample is not repeated. */
function mirroredAt(line: Float64Array, i: number): number {
  const period = Math.max(1, 2 * (line.length - 1));
  const within = ((i % period) + period) % period;
  return line[within < line.length ? within : period - within] ?? 0;
}
