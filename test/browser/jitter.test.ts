import { mat3, vec3 } from 'gl-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { movementOf, planRender, type RenderPlan } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import { openJob, sharedSession } from '../session.ts';
import { decodeWithFfmpeg, ffmpegUnavailable } from './decoding.ts';
import { renderFilm } from './film.ts';
import type { PlanarFrame } from './bt709.ts';
import { fromPng, paint, type Pixels, toPng } from './pixels.ts';

const SIZE = { width: 160, height: 120 };
/** Where the dot is in the picture, px. */
const DOT = { x: 118.3, y: 37.4 };
const SPREAD = 5;
const DARK = 20;
const PICTURE = paint(SIZE, (x, y) => {
  const level = Math.round(DARK + brightnessAt(x + 0.5, y + 0.5));
  return [level, level, level];
});

function brightnessAt(x: number, y: number): number {
  return 215 * Math.exp(-((x - DOT.x) ** 2 + (y - DOT.y) ** 2) / (2 * SPREAD ** 2));
}

/** A frame as brightness, 0 where it is dark. */
interface Brightness {
  readonly width: number;
  readonly height: number;
  readonly at: (column: number, row: number) => number;
}

function ofStill({ width, height, channels, data }: Pixels): Brightness {
  return { width, height, at: (x, y) => (data[(y * width + x) * channels] ?? 0) - DARK };
}

function ofLuma({ width, height, planes }: PlanarFrame): Brightness {
  const level = (x: number, y: number) => (((planes[y * width + x] ?? 0) - 16) * 255) / 219;
  return { width, height, at: (x, y) => level(x, y) - DARK };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

/** Where the motions put a point of the picture, px of the frame. */
function seenAt(plan: RenderPlan, index: number, { x: left, y: top }: Point = DOT): Point {
  const place = movementOf(plan).place(frameAt(index, plan), mat3.create());
  const back = mat3.invert(mat3.create(), place);
  if (back === null) throw new Error('this motion shows nothing');
  const dot: vec3 = [left / SIZE.width, top / SIZE.height, 1];
  const [x = NaN, y = NaN, w = NaN] = vec3.transformMat3(vec3.create(), dot, back);
  return { x: (x / w) * SIZE.width, y: (y / w) * SIZE.height };
}

/** How far the dot is seen from its centre, px of the frame. */
function reachOf(plan: RenderPlan, index: number): number {
  const beside = seenAt(plan, index, { x: DOT.x + 1, y: DOT.y });
  return 3.5 * SPREAD * distance(beside, seenAt(plan, index));
}

/** The frame as it is computed: the dot wherever each pixel lies in the picture, in doubles. */
function ideal(plan: RenderPlan, index: number): Brightness {
  const place = movementOf(plan).place(frameAt(index, plan), mat3.create());
  return {
    ...SIZE,
    at(column, row) {
      const pixel: vec3 = [(column + 0.5) / SIZE.width, (row + 0.5) / SIZE.height, 1];
      const [x = NaN, y = NaN, w = NaN] = vec3.transformMat3(vec3.create(), pixel, place);
      return brightnessAt((x / w) * SIZE.width, (y / w) * SIZE.height);
    },
  };
}

/**
 * The centre of the dot near a point, by the squares of its brightness: what rounding leaves of its rim counts
 * for nothing then.
 *
 * @param reach how far from there it is seen, px
 */
function centroid({ width, height, at }: Brightness, near: Point, reach: number): Point {
  let [sum, x, y] = [0, 0, 0];
  for (let row = Math.max(0, Math.round(near.y - reach)); row < near.y + reach; row++) {
    for (let column = Math.max(0, Math.round(near.x - reach)); column < near.x + reach; column++) {
      if (column >= width || row >= height) continue;
      const weight = at(column, row) ** 2;
      sum += weight;
      x += weight * (column + 0.5);
      y += weight * (row + 0.5);
    }
  }
  return { x: x / sum, y: y / sum };
}

/** What the eye would notice: px off the path, px/frame² at random, and steps against the motion. */
function judge(seen: readonly Point[], path: readonly Point[]) {
  const worst = Math.max(...seen.map((at, i) => distance(at, path[i])));
  const bends = seen.slice(2).flatMap((after, i) => {
    const off = (axis: 'x' | 'y') =>
      secondDifference(seen, i, axis) - secondDifference(path, i, axis);
    return after && [off('x') ** 2 + off('y') ** 2];
  });
  const jitter = Math.sqrt(bends.reduce((a, b) => a + b, 0) / bends.length);
  const backwards = seen.slice(1).filter((at, i) => {
    const [from, to] = [path[i], path[i + 1]];
    const before = seen[i];
    if (!from || !to || !before) return false;
    return (at.x - before.x) * (to.x - from.x) + (at.y - before.y) * (to.y - from.y) < 0;
  }).length;
  return { worst, jitter, backwards };
}

function secondDifference(points: readonly Point[], i: number, axis: 'x' | 'y'): number {
  const [a, b, c] = points.slice(i, i + 3);
  if (!a || !b || !c) throw new Error('three points');
  return a[axis] - 2 * b[axis] + c[axis];
}

function distance(a: Point, b: Point | undefined): number {
  return b ? Math.hypot(a.x - b.x, a.y - b.y) : NaN;
}

/** Every motion; those that show the dot near the middle of the frame. */
const MOTIONS = [
  'pan',
  'zoom',
  'zoom:to=0.5',
  'zoom:from=1,to=3,about=60% 45%',
  'kenburns:from=40% 45%,to=55% 50%',
  'rotate',
  'spiral',
  'sway',
  'orbit',
  'shake',
  'tilt',
  'mirror-tile:tiles=1',
];
/** Of the film, at which it is looked at. */
const SHARE = 0.1;
const LOOKS = 8;
/**
 * At so many where all pixels lie alike between texels: near whole ones nothing changes by half a level, and so
 * nothing moves; what counts is the way over a whole pixel.
 */
const PIXEL = 50;

/** So many frames that the dot goes so many px from each to the next. */
function framesFor(motions: string, speed: number): number {
  const frames = 1_000_000;
  const plan = planRender(parseSpec({ motions: readMotions(motions), frames }), SIZE);
  const at = Math.round(SHARE * frames);
  return Math.max(
    4 * LOOKS,
    Math.round((frames * distance(seenAt(plan, at), seenAt(plan, at + 1))) / speed),
  );
}

/** The dot's path, and where it is seen. */
async function track(
  plan: RenderPlan,
  indices: readonly number[],
  look: (index: number) => Brightness | Promise<Brightness>,
) {
  const [path, seen]: [Point[], Point[]] = [[], []];
  for (const index of indices) {
    const [near, reach] = [seenAt(plan, index), reachOf(plan, index)];
    path.push(centroid(ideal(plan, index), near, reach));
    seen.push(centroid(await look(index), near, reach));
  }
  return judge(seen, path);
}

async function trackStills(spec: SpecInput, first: number, looks = LOOKS) {
  await openJob(session, spec, toPng(PICTURE));
  const indices = Array.from({ length: looks }, (_, i) => first + i);
  return track(planRender(parseSpec(spec), SIZE), indices, async (index) =>
    ofStill(fromPng(await session.still(index))),
  );
}

/** Which bars are missed. */
function missed({ worst, jitter, backwards }: ReturnType<typeof judge>): string[] {
  return [
    ...(worst <= 0.03 ? [] : [`${worst} px off its path`]),
    ...(jitter <= 0.01 ? [] : [`${jitter} px/frame²`]),
    ...(backwards === 0 ? [] : [`${backwards} steps backwards`]),
  ];
}

describe('a dot stays on its path', () => {
  it.each(MOTIONS)('as %s draws it, quick and slow', async (motions) => {
    for (const speed of [0.3, 0.02]) {
      const frames = framesFor(motions, speed);
      const spec = { motions: readMotions(motions), frames };
      const judged = await trackStills(
        spec,
        Math.round(SHARE * frames),
        motions.startsWith('mirror') ? PIXEL : LOOKS,
      );
      expect(missed(judged), `${speed} px a frame`).toEqual([]);
    }
  });

  it('at any frame rate, and at frame 1,000,000', async () => {
    for (const [motions, fps] of [
      ['roll:step=0.02', 30],
      ['roll:step=0.02', 1],
      ['orbit:radius=0.2,times=1000', 30],
    ] as const) {
      const spec: SpecInput = {
        motions: readMotions(motions),
        frames: 10_000_000,
        fps: { numerator: fps, denominator: 1 },
      };
      const judged = await trackStills(spec, 1_000_000, PIXEL);
      expect(missed(judged), `${motions} at ${fps} frames/s`).toEqual([]);
    }
  });

  it.skipIf(ffmpegUnavailable())(
    'nearly so in a decoded film, where its encoder adds to it',
    async () => {
      const frames = framesFor('orbit', 0.5);
      const spec: SpecInput = { motions: readMotions('orbit'), frames, quality: 'high' };
      const film = await renderFilm(session, { ...spec, range: { first: 0, last: 29 } }, PICTURE);
      const decoded = decodeWithFfmpeg(film.bytes, SIZE.width, SIZE.height).map(ofLuma);
      const judged = await track(film.plan, [...decoded.keys()], (index) => {
        const frame = decoded[index];
        if (!frame) throw new Error(`there is no frame ${index}`);
        return frame;
      });
      expect(judged.worst).toBeLessThanOrEqual(0.12);
      expect(judged.jitter).toBeLessThanOrEqual(0.12);
      expect(judged.backwards).toBe(0);
    },
  );
});
