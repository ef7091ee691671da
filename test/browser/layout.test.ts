import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { Rect, Size } from '../../src/core/size.ts';
import { sharedSession } from '../session.ts';
import {
  boundsWhere,
  type Color,
  colorAt,
  drawStill,
  noise,
  paint,
  type Pixels,
} from './pixels.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

const GREEN: Color = [10, 160, 30];
const flat = (size: Size) => paint(size, () => GREEN);
const square = flat({ width: 200, height: 200 });
const same = (a: Color, b: Color) => a.every((level, channel) => level === b[channel]);

/** Where the picture stands, seen by its colour alone; all else must be the background. */
function placeOf(still: Pixels, background: Color): Rect | undefined {
  const foreign = boundsWhere(still, (color) => !same(color, GREEN) && !same(color, background));
  expect(foreign, 'neither picture nor background').toBeUndefined();
  const box = boundsWhere(still, (color) => same(color, GREEN));
  const inside = box && boundsWhere(cut(still, box), (color) => !same(color, GREEN));
  expect(inside, 'background inside the picture').toBeUndefined();
  return box;
}

function cut(picture: Pixels, { x, y, width, height }: Rect): Pixels {
  return paint({ width, height }, (column, row) => colorAt(picture, x + column, y + row));
}

const WHITE: Color = [255, 255, 255];

describe('a figure', () => {
  it('is 640x480 with a square picture 370x370 at 143,57, as the notebook saves it', async () => {
    const still = await drawStill(session, { layout: 'figure' }, square);
    expect([still.width, still.height]).toEqual([640, 480]);
    expect(placeOf(still, WHITE)).toEqual({ x: 143, y: 57, width: 370, height: 370 });
  });

  it('has the background that was asked for', async () => {
    const spec = { layout: 'figure', background: '#202840' } as const;
    const still = await drawStill(session, spec, square);
    expect(placeOf(still, [32, 40, 64])).toEqual({ x: 143, y: 57, width: 370, height: 370 });
  });

  it.each<[Size, Size, Rect]>([
    // The axes are 496 x 369.6 px in a figure of 640x480, from its left top corner 80, 57.6.
    [
      { width: 640, height: 480 },
      { width: 400, height: 100 },
      { x: 80, y: 180, width: 496, height: 124 },
    ],
    [
      { width: 640, height: 480 },
      { width: 100, height: 400 },
      { x: 282, y: 57, width: 92, height: 370 },
    ],
    [
      { width: 1280, height: 960 },
      { width: 64, height: 64 },
      { x: 286, y: 115, width: 739, height: 739 },
    ],
    [
      { width: 300, height: 600 },
      { width: 50, height: 50 },
      { x: 38, y: 187, width: 233, height: 233 },
    ],
    [
      { width: 641, height: 479 },
      { width: 31, height: 31 },
      { x: 144, y: 57, width: 369, height: 369 },
    ],
  ])('of %o contains a picture of %o whole and centred', async (canvas, size, box) => {
    const still = await drawStill(session, { layout: 'figure', canvas }, flat(size));
    expect([still.width, still.height]).toEqual([canvas.width, canvas.height]);
    const place = placeOf(still, WHITE) ?? { x: 0, y: 0, width: 0, height: 0 };
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      const off = Math.abs(place[side] - box[side]);
      expect(off, `${side} of ${JSON.stringify(place)}`).toBeLessThanOrEqual(1);
    }
  });

  it('fits on a canvas of 16x16 and of 1x1', async () => {
    const small = { layout: 'figure', canvas: { width: 16, height: 16 } } as const;
    const still = await drawStill(session, { ...small, title: 'Frame {f}' }, square);
    expect(boundsWhere(still, (color) => same(color, GREEN))).toMatchObject({ width: 12 });
    const dot = await drawStill(
      session,
      { layout: 'figure', canvas: { width: 1, height: 1 }, title: 'Frame {f}' },
      square,
    );
    expect([dot.width, dot.height]).toEqual([1, 1]);
  });
});

describe('the layout fill', () => {
  it('is the picture alone, at its own size', async () => {
    const picture = noise({ width: 83, height: 41 }, 6);
    expect(await drawStill(session, {}, picture)).toEqual(picture);
  });

  it('is the picture alone, at the size that was asked for', async () => {
    const size = { width: 50, height: 70 };
    const still = await drawStill(session, { size }, square);
    expect(placeOf(still, WHITE)).toEqual({ x: 0, y: 0, ...size });
  });
});
