import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { Rect, Size } from '../../src/core/size.ts';
import { openJob, sharedSession } from '../session.ts';
import { boundsWhere, type Color, colorAt, difference, drawStill, type Pixels } from './pixels.ts';

let session: Session;
let eye: Pixels;
beforeAll(async () => {
  session = await sharedSession();
  eye = await drawBuiltIn({ width: 512, height: 512 });
});

const drawBuiltIn = (size: Size) => drawStill(session, { size }, undefined);

const isBlack = ([red, green, blue]: Color) => red + green + blue === 0;

/** The mean colour of a disc whose place is counted in fundus radii from the middle. */
function meanAround(picture: Pixels, x: number, y: number, radius: number): Color {
  const unit = 0.47 * Math.min(picture.width, picture.height);
  const sum = [0, 0, 0];
  let count = 0;
  for (let row = 0; row < picture.height; row++) {
    for (let column = 0; column < picture.width; column++) {
      const across = (column + 0.5 - picture.width / 2) / unit - x;
      const down = (row + 0.5 - picture.height / 2) / unit - y;
      if (Math.hypot(across, down) > radius) continue;
      for (const [i, level] of colorAt(picture, column, row).entries())
        sum[i] = (sum[i] ?? 0) + level;
      count++;
    }
  }
  const [red = 0, green = 0, blue = 0] = sum;
  return [red / count, green / count, blue / count];
}

const luma = ([red, green, blue]: Color) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Means of square blocks. */
function shrink(picture: Pixels, factor: number): Color[] {
  const { width, height } = picture;
  const blocks: Rect[] = Array.from({ length: (width * height) / factor ** 2 }, (_, i) => ({
    x: (i % (width / factor)) * factor,
    y: Math.floor(i / (width / factor)) * factor,
    width: factor,
    height: factor,
  }));
  return blocks.map(({ x, y }) => {
    const sum: [number, number, number] = [0, 0, 0];
    for (let i = 0; i < factor ** 2; i++) {
      const [red, green, blue] = colorAt(picture, x + (i % factor), y + Math.floor(i / factor));
      sum[0] += red / factor ** 2;
      sum[1] += green / factor ** 2;
      sum[2] += blue / factor ** 2;
    }
    return sum;
  });
}

describe('the built-in eye-ground', () => {
  it('stands on pure black, which it never leaves at the edges', () => {
    const { width, height } = eye;
    const bounds = boundsWhere(eye, (color) => !isBlack(color));
    expect(bounds?.x).toBeGreaterThanOrEqual(5);
    expect(bounds?.y).toBeGreaterThanOrEqual(5);
    expect((bounds?.x ?? 0) + (bounds?.width ?? 0)).toBeLessThanOrEqual(width - 5);
    expect((bounds?.y ?? 0) + (bounds?.height ?? 0)).toBeLessThanOrEqual(height - 5);
  });

  it('is round, and fills its picture', () => {
    const bounds = boundsWhere(eye, (color) => !isBlack(color));
    expect(bounds?.width).toBeGreaterThan(470);
    expect(Math.abs((bounds?.width ?? 0) - (bounds?.height ?? 1))).toBeLessThanOrEqual(1);
    for (const corner of [60, 451]) expect(isBlack(colorAt(eye, corner, corner))).toBe(true);
  });

  it('is reddish in the middle', () => {
    const [red, green, blue] = meanAround(eye, 0, 0, 0.5);
    expect(red).toBeGreaterThan(1.5 * green);
    expect(green).toBeGreaterThan(blue);
    expect(red).toBeGreaterThan(120);
  });

  it('has an optic disc that is brighter than the macula, on the nasal side', () => {
    const disc = luma(meanAround(eye, 0.43, -0.03, 0.08));
    const macula = luma(meanAround(eye, -0.25, 0.05, 0.08));
    const between = luma(meanAround(eye, 0, -0.3, 0.1));
    expect(disc).toBeGreaterThan(1.25 * between);
    expect(macula).toBeLessThan(0.9 * between);
    expect(disc).toBeGreaterThan(1.5 * macula);
  });

  it('looks the same at 64 px as at 512 px', async () => {
    const small = await drawBuiltIn({ width: 64, height: 64 });
    const offs = shrink(eye, 8).flatMap((mean, i) =>
      mean.map((level, channel) =>
        Math.abs(level - (colorAt(small, i % 64, Math.floor(i / 64))[channel] ?? 0)),
      ),
    );
    const mean = offs.reduce((sum, off) => sum + off, 0) / offs.length;
    expect(mean).toBeLessThan(4);
  });

  it('is drawn at 1024x1024 unless it is asked for otherwise', async () => {
    const plan = await openJob(session, {});
    expect(plan.layout.canvas).toEqual({ width: 1024, height: 1024 });
  });

  it.each<Size>([
    { width: 2, height: 3 },
    { width: 7, height: 7 },
    { width: 300, height: 100 },
    { width: 99, height: 301 },
  ])('has a black edge at %o', async (size) => {
    const picture = await drawBuiltIn(size);
    const edge = boundsWhere(
      picture,
      (color, x, y) =>
        (x === 0 || y === 0 || x === size.width - 1 || y === size.height - 1) && !isBlack(color),
    );
    expect(edge).toBeUndefined();
  });

  it('is the same whenever it is drawn', async () => {
    const again = await drawBuiltIn({ width: 512, height: 512 });
    expect(difference(again, eye)).toMatchObject({ largest: 0 });
  });
});
