import type { Size } from '../../src/core/size.ts';
import { type Color, paint, type Pixels } from './pixels.ts';

/** The planes Y′, Cb and Cr one behind the other, 4:2:0: BT.709 in limited range, 8 bits. */
export interface PlanarFrame extends Size {
  readonly planes: Uint8Array;
}

/** How many chroma samples stand for so many pixels. */
export function half(length: number): number {
  return Math.ceil(length / 2);
}

/**
 * Each chroma sample is the mean of the 2×2 pixels that it covers; at odd edges, and in a film that is
 * larger than the picture, the last ones are repeated.
 */
export function toPlanes(picture: Pixels, film: Size = picture): PlanarFrame {
  const { width, height } = film;
  const [columns, rows] = [half(width), half(height)];
  const planes = new Uint8Array(width * height + 2 * columns * rows);
  const [right, bottom] = [picture.width - 1, picture.height - 1];
  // Numbers alone: these loops go through millions of pixels.
  const level = (x: number, y: number, channel: number) => {
    const at = Math.min(y, bottom) * picture.width + Math.min(x, right);
    return picture.data[at * picture.channels + channel] ?? 0;
  };
  const mean = (x: number, y: number, channel: number) =>
    (level(x, y, channel) +
      level(x + 1, y, channel) +
      level(x, y + 1, channel) +
      level(x + 1, y + 1, channel)) /
    4;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = luma(level(x, y, 0), level(x, y, 1), level(x, y, 2));
      planes[y * width + x] = Math.round(16 + (219 * light) / 255);
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [2 * column, 2 * row];
      const [red, blue] = [mean(x, y, 0), mean(x, y, 2)];
      const light = luma(red, mean(x, y, 1), blue);
      const place = width * height + row * columns + column;
      planes[place] = Math.round(128 + (224 * (blue - light)) / 1.8556 / 255);
      planes[place + columns * rows] = Math.round(128 + (224 * (red - light)) / 1.5748 / 255);
    }
  }
  return { width, height, planes };
}

/** Each chroma sample stands for the pixels that it covers. */
export function toRgb({ width, height, planes }: PlanarFrame): Pixels {
  const columns = half(width);
  return paint({ width, height }, (x, y): Color => {
    const at = width * height + (y >> 1) * columns + (x >> 1);
    const gray = ((planes[y * width + x] ?? 0) - 16) / 219;
    const red = gray + (1.5748 * ((planes[at + columns * half(height)] ?? 0) - 128)) / 224;
    const blue = gray + (1.8556 * ((planes[at] ?? 0) - 128)) / 224;
    const green = (gray - 0.2126 * red - 0.0722 * blue) / 0.7152;
    return [toByte(red), toByte(green), toByte(blue)];
  });
}

function luma(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toByte(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
