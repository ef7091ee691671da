import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import type { Size } from '../../src/core/size.ts';
import { sharedSession } from '../session.ts';
import { kinds } from '../faults/tries.ts';
import { difference, drawStill, noise, paint, type Pixels, smooth } from './pixels.ts';
import { layOn } from './reference.ts';
import { resize } from './skimage-resize.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

const SHRUNK: readonly [from: string, to: string][] = [
  ['200x150', '100x75'], // halved
  ['205x205', '100x100'], // 2.05 times
  ['150x150', '149x149'], // barely
  ['320x100', '32x73'], // another factor along each axis
  ['257x129', '31x100'],
  ['250x30', '7x7'], // the filter is wider than the picture is high
  ['64x64', '1x1'],
  ['9x200', '3x2'],
  ['1x50', '1x13'],
  ['120x90', '60x180'], // shrunk along one axis, enlarged along the other
];
const ENLARGED: readonly [from: string, to: string][] = [
  ['20x30', '40x60'],
  ['37x23', '100x101'],
  ['2x2', '64x64'],
  ['1x1', '9x5'],
];

const PICTURES: readonly [name: string, make: (size: Size) => Pixels][] = [
  ['noise', (size) => noise(size, size.width)],
  ['a smooth picture', (size) => smooth(size)],
  [
    'lines of one pixel',
    (size) => paint(size, (x, y) => [(x % 2) * 255, (y % 2) * 255, ((x + y) % 3) * 127]),
  ],
];

describe.each(kinds(PICTURES, 2))('%s', (_, make) => {
  it.each(SHRUNK)('is shrunk from %s to %s as skimage.transform.resize does', async (from, to) => {
    const picture = make(parseSize(from));
    const size = parseSize(to);
    const off = difference(await drawStill(session, { size }, picture), resize(picture, size));
    expect(off.beyondOne, `worst: ${off.where}`).toBeLessThanOrEqual(0.01);
    expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(3);
  });

  it.each(ENLARGED)('is enlarged from %s to %s between its pixels', async (from, to) => {
    const picture = make(parseSize(from));
    const size = parseSize(to);
    const off = difference(await drawStill(session, { size }, picture), resize(picture, size));
    expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(1);
  });

  it('stays as it is at its own size', async () => {
    const picture = make({ width: 61, height: 43 });
    expect(await drawStill(session, { size: { width: 61, height: 43 } }, picture)).toEqual(picture);
  });
});

describe('a resized picture', () => {
  it('keeps a flat colour to the level, at its edges too', async () => {
    const flat = paint({ width: 333, height: 77 }, () => [201, 7, 128]);
    const size = { width: 50, height: 90 };
    expect(await drawStill(session, { size }, flat)).toEqual(paint(size, () => [201, 7, 128]));
  });

  it('then rolls by its new pixels', async () => {
    const picture = noise({ width: 90, height: 60 }, 2);
    const spec = { size: { width: 30, height: 20 }, motion: { kind: 'roll', step: 4 } } as const;
    const first = await drawStill(session, spec, picture, 0);
    const third = await drawStill(session, spec, picture, 2);
    const back = await drawStill(session, { motion: { kind: 'roll', step: -8 } }, third, 1);
    expect(back).toEqual(first);
  });
});

function parseSize(text: string): Size {
  const [width = 0, height = 0] = text.split('x').map(Number);
  return { width, height };
}

it.each(['#ffffff', '#204060'])(
  'resamples what is transparent as it is seen on %s',
  async (background) => {
    const size = { width: 37, height: 23 };
    const picture = noise({ width: 20, height: 31 }, 8, 4);
    const color = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16));
    const laid = layOn(picture, [color[0] ?? 0, color[1] ?? 0, color[2] ?? 0]);
    const off = difference(
      await drawStill(session, { size, background }, picture),
      resize(laid, size),
    );
    expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(2);
    expect(off.beyondOne, `worst: ${off.where}`).toBeLessThanOrEqual(0.01);
  },
);
