import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { BLUR } from '../../src/film/frame/background.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import type { Rect, Size } from '../../src/core/size.ts';
import { sharedSession } from '../session.ts';
import {
  type Color,
  colorAt,
  difference,
  drawStill,
  noise,
  paint,
  type Pixels,
  smooth,
} from './pixels.ts';
import { linearAt } from './shrunk.ts';
import { blurred, resizePart } from './skimage-resize.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

const CLAMPED = { x: 'clamp', y: 'clamp' } as const;
/** Of each pass that writes bytes, half a level; filters between make less of it. */
const ROUNDED = 2;

/** The picture's part that covers the frame, blurred by a thirtieth of that, as it is promised. */
function backdrop(image: Pixels, part: Rect, canvas: Size): Pixels {
  const sigma = Math.min(canvas.width, canvas.height) / 30;
  const scale = Math.min(1, 6 / sigma);
  const small = {
    width: Math.ceil(scale * canvas.width),
    height: Math.ceil(scale * canvas.height),
  };
  const soft = blurred(resizePart(image, part, small), scale * sigma);
  return paint(canvas, (x, y) => {
    const place = {
      x: ((x + 0.5) * small.width) / canvas.width,
      y: ((y + 0.5) * small.height) / canvas.height,
    };
    const [red, green, blue] = linearAt(soft, CLAMPED, place);
    return [Math.round(red), Math.round(green), Math.round(blue)];
  });
}

/** The same, where a picture as it is stands on it. */
function laidOn(back: Pixels, image: Pixels, { x: left, y: top, width, height }: Rect): Pixels {
  return paint(back, (x, y) => {
    const inside = x >= left && y >= top && x < left + width && y < top + height;
    return inside ? colorAt(image, x - left, y - top) : colorAt(back, x, y);
  });
}

const STILL = { motions: readMotions('roll:step=0'), background: BLUR } as const;

describe('a blurred background', () => {
  it('is the picture, enlarged until it covers the frame', async () => {
    const image = noise({ width: 40, height: 30 }, 5);
    // It covers 60 × 90 px with its whole height, three times as large, and half of its width.
    const frame = { canvas: { width: 60, height: 90 }, fit: 'none' } as const;
    for (const [position, from, stands] of [
      [undefined, 0.25, { x: 10, y: 30 }],
      [[1, 0], 0.5, { x: 20, y: 0 }],
    ] as const) {
      const part = { x: from, y: 0, width: 0.5, height: 1 };
      const back = backdrop(image, part, frame.canvas);
      const spec: SpecInput = { ...STILL, ...frame, ...(position && { position: [...position] }) };
      const still = await drawStill(session, spec, image);
      const off = difference(still, laidOn(back, image, { ...stands, width: 40, height: 30 }));
      expect(off.largest, `the still’s ${off.where}`).toBeLessThanOrEqual(ROUNDED);
    }
  });

  it('is drawn small in a large frame, and is even between', async () => {
    const image = smooth({ width: 300, height: 200 });
    const canvas = { width: 400, height: 360 };
    const share = (400 * 200) / (360 * 300);
    const back = backdrop(image, { x: (1 - share) / 2, y: 0, width: share, height: 1 }, canvas);
    const spec: SpecInput = { ...STILL, canvas, fit: 'none' };
    const still = await drawStill(session, spec, image);
    const stands = { x: 50, y: 80, width: 300, height: 200 };
    const off = difference(still, laidOn(back, image, stands));
    expect(off.largest, `the still’s ${off.where}`).toBeLessThanOrEqual(ROUNDED);
  });

  it('stands still where the picture moves away, and behind what is transparent', async () => {
    const image = smooth({ width: 60, height: 60 });
    const spec: SpecInput = {
      background: BLUR,
      motions: readMotions('orbit:radius=0.5,edges=background'),
      frames: 20,
    };
    const [back, whole] = [backdrop(image, { x: 0, y: 0, width: 1, height: 1 }, image), 30];
    // At its far right only the left half shows the picture's right half, or the other way round.
    const still = await drawStill(session, spec, image, 5);
    const shown = [0, whole].filter((left) => {
      const half = (of: Pixels) =>
        paint({ width: 28, height: 28 }, (x, y) => colorAt(of, left + x + 1, y + 1));
      return difference(half(still), half(back)).largest <= ROUNDED;
    });
    expect(shown.length).toBeGreaterThan(0);

    const holed = paint({ width: 60, height: 60 }, (x) => [200, 30, 90, x < 30 ? 255 : 0]);
    const through = await drawStill(session, STILL, holed);
    // Blurred, it fades into white where nothing is left of it.
    const levels = [29, 31, 34, 59].map((x) => colorAt(through, x, 30)[1]);
    expect(levels[0]).toBe(30);
    expect(levels.slice(1)).toEqual(levels.slice(1).toSorted((a, b) => a - b));
    expect(levels[1]).toBeGreaterThan(100);
    expect(levels[3]).toBe(255);
  });

  it.each<[Size, Size]>([
    [
      { width: 1, height: 1 },
      { width: 33, height: 17 },
    ],
    [
      { width: 1, height: 500 },
      { width: 200, height: 3 },
    ],
  ])('of a picture of %o in a frame of %o', async (size, canvas) => {
    const color: Color = [10, 160, 30];
    const still = await drawStill(
      session,
      { ...STILL, canvas, fit: 'contain' },
      paint(size, () => color),
    );
    const off = difference(
      still,
      paint(canvas, () => color),
    );
    expect(off.largest, `the still’s ${off.where}`).toBeLessThanOrEqual(1);
  });
});
