import { readFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { StillmotionError } from '../../src/core/errors.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import type { Session } from '../../src/cli/session/session.ts';
import { openJob, sharedSession } from '../session.ts';
import { type Color, colorAt, difference, drawStill, fromPng, noise, paint } from './pixels.ts';
import type { Pixels } from './pixels.ts';
import { layOn } from './reference.ts';

interface Expectation {
  readonly file: string;
  readonly reference: string;
  readonly width: number;
  readonly height: number;
  readonly tolerance: number;
  readonly note?: string;
}

interface BrokenExpectation {
  readonly file: string;
  readonly createImageBitmap: 'accepts' | 'rejects';
  readonly note: string;
}

const fixture = (path: string) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url));
const json = (path: string): unknown => JSON.parse(fixture(path).toString());
const PICTURES = json('expectations.json') as readonly Expectation[];
const BROKEN = json('broken-expectations.json') as readonly BrokenExpectation[];

const BACKGROUNDS: readonly [name: string, color: Color][] = [
  ['#ffffff', [255, 255, 255]],
  ['#3366cc', [51, 102, 204]],
];

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

/** The error that opening a picture ends with. */
async function refusal(
  bytes: Uint8Array,
  spec: SpecInput = {},
  by: Session = session,
): Promise<StillmotionError> {
  const outcome = await openJob(by, spec, bytes).catch((error: unknown) => error);
  if (outcome instanceof StillmotionError) return outcome;
  throw new Error('the picture was opened; expected a StillmotionError', { cause: outcome });
}

describe('a picture comes out with the pixels that it holds', () => {
  it.each(PICTURES)('$file ($note)', async ({ file, reference, width, height, tolerance }) => {
    const bytes = fixture(`pictures/${file}`);
    const wanted = fromPng(fixture(`pictures/${reference}`));
    for (const [background, color] of BACKGROUNDS) {
      const plan = await openJob(session, { background }, bytes);
      expect(plan.picture).toEqual({ width, height });
      expect(plan.layout.canvas).toEqual({ width, height });
      const off = difference(fromPng(await session.still(0)), layOn(wanted, color));
      const allowed = tolerance + (wanted.channels === 4 ? 1 : 0);
      expect(off.largest, `on ${background}: ${off.where}`).toBeLessThanOrEqual(allowed);
    }
  });

  it('a picture of 1x1', async () => {
    const dot = paint({ width: 1, height: 1 }, () => [12, 34, 56]);
    expect(await drawStill(session, {}, dot)).toEqual(dot);
  });
});

describe('transparent pixels let the background through', () => {
  const cases: readonly [name: string, picture: Pixels][] = [
    ['random colours under random alpha', noise({ width: 31, height: 17 }, 3, 4)],
    ['every alpha', paint({ width: 256, height: 3 }, (x, y) => [255 * (y % 2), 128, x, x])],
    ['colours under no alpha at all', paint({ width: 9, height: 5 }, (x) => [255, 28 * x, 0, 0])],
    ['one pixel', paint({ width: 1, height: 1 }, () => [250, 10, 90, 1])],
    ['one row', noise({ width: 301, height: 1 }, 4, 4)],
  ];

  it.each(cases)('%s', async (_, picture) => {
    for (const [background, color] of BACKGROUNDS) {
      const still = await drawStill(session, { background }, picture);
      const off = difference(still, layOn(picture, color));
      expect(off.largest, `on ${background}: ${off.where}`).toBeLessThanOrEqual(1);
    }
  });

  it('exactly, where nothing is left of the colour', async () => {
    const hidden = paint({ width: 9, height: 5 }, (x, y) => [255, 28 * x, 50 * y, 0]);
    const still = await drawStill(session, { background: '#3366cc' }, hidden);
    expect(still).toEqual(paint({ width: 9, height: 5 }, () => [51, 102, 204]));
  });

  it('before they are resampled: what is hidden never bleeds into what is seen', async () => {
    const red: readonly [number, number, number, number] = [255, 0, 0, 255];
    const picture = paint({ width: 40, height: 40 }, (x) => (x < 20 ? red : [0, 255, 0, 0]));
    const spec = { size: { width: 10, height: 10 }, background: '#ff0000' };
    expect(await drawStill(session, spec, picture)).toEqual(
      paint({ width: 10, height: 10 }, () => [255, 0, 0]),
    );
  });
});

describe('a file that is no whole picture is refused', () => {
  const rejected = BROKEN.filter(({ createImageBitmap }) => createImageBitmap === 'rejects');

  it.each(rejected)('$file ($note)', async ({ file }) => {
    const error = await refusal(fixture(`broken/${file}`));
    // Refused for what its header says, before anybody sees that the rest is missing.
    const large = file === 'huge-header.png';
    expect(error.code).toBe(large ? 'picture-too-large' : 'picture-undecodable');
    const drawing = file.endsWith('.svg') ? /It is an SVG drawing/ : undefined;
    // A whole one is expected of what begins as one, and of what doesn't.
    const broken =
      /begins as an? \w+, and is cut short or damaged|expected a whole PNG, JPEG|It is empty: copy it again/;
    expect(error.message).toMatch(large ? /60000x60000/ : (drawing ?? broken));
  });

  it('and the next picture is drawn all the same', async () => {
    await refusal(fixture('broken/text.png'));
    const still = await drawStill(session, {}, noise({ width: 5, height: 5 }, 1));
    expect(still).toEqual(noise({ width: 5, height: 5 }, 1));
  });
});

describe('a picture above the texture limit', () => {
  // Above what any renderer takes today; black and white in blocks of 4000 px.
  const width = 40_000;
  const data = new Uint8Array(2 * width).map((_, i) => (Math.floor((i % width) / 4000) % 2) * 255);
  const wide = encode({ width, height: 2, channels: 1, data });

  it('is refused as it is, and the limit is named', async () => {
    const error = await refusal(wide);
    expect(error.code).toBe('picture-too-large');
    const limit = Number(/40000x2 .* at most (\d+)x\1/.exec(error.message)?.[1]);
    if (session.backend === 'swiftshader') expect(limit).toBe(8192);
    expect(limit).toBeGreaterThanOrEqual(2048);
    expect(limit).toBeLessThan(width);
    expect(error.message).toContain('smaller size');
  });

  it('is taken with a smaller size', async () => {
    const plan = await openJob(session, { size: { width: 400, height: 2 } }, wide);
    expect(plan.picture).toEqual({ width, height: 2 });
    const still = fromPng(await session.still(0));
    const middles = Array.from({ length: 10 }, (_, block) => colorAt(still, 40 * block + 20, 1)[0]);
    expect(middles).toEqual([0, 255, 0, 255, 0, 255, 0, 255, 0, 255]);
    // The edges between them are where they were: half way at the border, whole 2 px on.
    for (const edge of [40, 160, 360]) {
      const [before, after] = [colorAt(still, edge - 3, 0)[0], colorAt(still, edge + 2, 0)[0]];
      expect(Math.abs(before - after), `at ${edge}`).toBeGreaterThan(250);
    }
  });

  it('is refused with a size that is still above it', async () => {
    const tall = encode({ width: 2, height: 40_000, channels: 1, data });
    const spec = { size: { width: 2, height: 8193 } };
    const error = await refusal(tall, spec, await sharedSession('swiftshader'));
    expect(error.code).toBe('picture-too-large');
    expect(error.message).toContain('at most 8192x8192');
  });
});
