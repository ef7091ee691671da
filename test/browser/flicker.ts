import { type Color, paint, type Pixels } from './pixels.ts';

/** Rings that become finer outwards, to the finest that pixels can hold. */
export function zonePlate(side: number): Pixels {
  return paint({ width: side, height: side }, (x, y) => {
    const [dx, dy] = [x + 0.5 - side / 2, y + 0.5 - side / 2];
    return grey(127.5 + 127.5 * Math.cos((Math.PI * (dx * dx + dy * dy)) / side));
  });
}

/** Strokes of one and two pixels, black on white, as letters in small print have them. */
export function writing(side: number): Pixels {
  // Seven rows a letter, five columns each, a bit a pixel.
  const letters = [
    [4, 10, 17, 31, 17, 17, 17],
    [31, 16, 30, 16, 16, 16, 31],
    [14, 17, 16, 14, 1, 17, 14],
    [17, 27, 21, 21, 17, 17, 17],
  ];
  return paint({ width: side, height: side }, (x, y) => {
    const letter = letters[(Math.floor(x / 7) * 5 + Math.floor(y / 10) * 3) % letters.length];
    const row = letter?.[y % 10] ?? 0;
    return grey(x % 7 < 5 && (row >> (4 - (x % 7))) & 1 ? 0 : 255);
  });
}

function grey(level: number): Color {
  return [Math.round(level), Math.round(level), Math.round(level)];
}

/** The mean of how far each pixel of a middle square is off what its neighbours in time foretell, levels. */
export function flicker([before, now, after]: readonly Pixels[], side: number): number {
  if (!before || !now || !after) throw new Error('flicker takes three frames');
  let sum = 0;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      sum += Math.abs(at(before, x, y, side) - 2 * at(now, x, y, side) + at(after, x, y, side));
  return sum / side ** 2;
}

/** A pixel of a picture's middle square. */
function at({ width, height, channels, data }: Pixels, x: number, y: number, side: number): number {
  const [left, top] = [(width - side) / 2, (height - side) / 2];
  return data[((top + y) * width + left + x) * channels] ?? 0;
}

/**
 * The middle square of a picture that is scaled about its middle, by a filter of Lanczos with three lobes, as wide
 * as the picture is shrunk: in doubles, at any scale.
 */
export function lanczos(picture: Pixels, scale: number, side: number): Pixels {
  const { width, height, channels, data } = picture;
  const columns = Array.from({ length: side }, (_, i) => weights(i, side, width, scale));
  const rows = Array.from({ length: side }, (_, i) => weights(i, side, height, scale));
  const narrow = new Float64Array(side * height);
  for (let y = 0; y < height; y++)
    for (const [x, column] of columns.entries())
      for (const [from, weight] of column)
        narrow[y * side + x] =
          (narrow[y * side + x] ?? 0) + weight * (data[(y * width + from) * channels] ?? 0);
  return paint({ width: side, height: side }, (x, y) => {
    let sum = 0;
    for (const [from, weight] of rows[y] ?? []) sum += weight * (narrow[from * side + x] ?? 0);
    return grey(Math.min(255, Math.max(0, sum)));
  });
}

/** Which pixels of a line make one of a middle part of the scaled line, and how much of each. */
function weights(i: number, part: number, length: number, scale: number): [number, number][] {
  const centre = (i + 0.5 - part / 2) / scale + length / 2 - 0.5;
  const width = Math.max(1, 1 / scale);
  const taps: [number, number][] = [];
  let total = 0;
  for (let from = Math.ceil(centre - 3 * width); from <= centre + 3 * width; from++) {
    const d = (from - centre) / width;
    const weight =
      d === 0 ? 1 : (3 * Math.sin(Math.PI * d) * Math.sin((Math.PI * d) / 3)) / (Math.PI * d) ** 2;
    total += weight;
    taps.push([Math.min(Math.max(from, 0), length - 1), weight]);
  }
  return taps.map(([from, weight]) => [from, weight / total]);
}
