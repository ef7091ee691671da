import { mat3, vec3 } from 'gl-matrix';
import type { Size } from '../../src/core/size.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { movementOf, planRender, type RenderPlan } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import type { PlanarFrame } from './bt709.ts';
import { paint, type Pixels } from './pixels.ts';

// A dot that is followed by its centre of brightness, and compared with where motions put it, in doubles.

/** A Gaussian in a picture that is dark around it. */
export interface Dot extends Point {
  readonly picture: Size;
  /** Its standard deviation, px of the picture. */
  readonly spread: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A frame as brightness, 0 where it is dark. */
export interface Brightness extends Size {
  readonly at: (column: number, row: number) => number;
}

const DARK = 20;
const BRIGHT = 215;

export function paintDot(dot: Dot): Pixels {
  return paint(dot.picture, (x, y) => {
    const level = Math.round(DARK + brightnessAt(dot, x + 0.5, y + 0.5));
    return [level, level, level];
  });
}

function brightnessAt({ x: left, y: top, spread }: Dot, x: number, y: number): number {
  return BRIGHT * Math.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * spread ** 2));
}

export function ofStill({ width, height, channels, data }: Pixels): Brightness {
  return { width, height, at: (x, y) => (data[(y * width + x) * channels] ?? 0) - DARK };
}

export function ofLuma({ width, height, planes }: PlanarFrame): Brightness {
  const level = (x: number, y: number) => (((planes[y * width + x] ?? 0) - 16) * 255) / 219;
  return { width, height, at: (x, y) => level(x, y) - DARK };
}

/** Where the motions put a point of the picture, px of the frame. */
function seenAt(plan: RenderPlan, index: number, { x: left, y: top }: Point): Point {
  const place = movementOf(plan).place(frameAt(index, plan), mat3.create());
  const back = mat3.invert(mat3.create(), place);
  if (back === null) throw new Error('this motion shows nothing');
  const { width, height } = plan.picture;
  const dot: vec3 = [left / width, top / height, 1];
  const [x = NaN, y = NaN, w = NaN] = vec3.transformMat3(vec3.create(), dot, back);
  return { x: (x / w) * width, y: (y / w) * height };
}

/** So many frames that the dot goes so many px from each to the next, `share` of the way into the film. */
export function framesFor(dot: Dot, motions: string, speed: number, share: number): number {
  const frames = 1_000_000;
  const plan = planRender(parseSpec({ motions: readMotions(motions), frames }), dot.picture);
  const at = Math.round(share * frames);
  const step = distance(seenAt(plan, at, dot), seenAt(plan, at + 1, dot));
  return Math.max(32, Math.round((frames * step) / speed));
}

/** How far the dot is seen from its centre, px of the frame. */
function reachOf(plan: RenderPlan, index: number, dot: Dot): number {
  const beside = seenAt(plan, index, { x: dot.x + 1, y: dot.y });
  return 3.5 * dot.spread * distance(beside, seenAt(plan, index, dot));
}

/** The frame as it is computed: the dot wherever each pixel lies in the picture, in doubles. */
function ideal(plan: RenderPlan, index: number, dot: Dot): Brightness {
  const place = movementOf(plan).place(frameAt(index, plan), mat3.create());
  const { width, height } = plan.picture;
  return {
    width,
    height,
    at(column, row) {
      const pixel: vec3 = [(column + 0.5) / width, (row + 0.5) / height, 1];
      const [x = NaN, y = NaN, w = NaN] = vec3.transformMat3(vec3.create(), pixel, place);
      return brightnessAt(dot, (x / w) * width, (y / w) * height);
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

/** What the eye would notice. */
export interface Judged {
  /** The farthest off the path, px. */
  readonly worst: number;
  /** RMS of the second difference beyond the path's own, px/frame². */
  readonly jitter: number;
  /** Steps against the motion. */
  readonly backwards: number;
  /** The longest of them, px. */
  readonly furthestBack: number;
}

/** The dot's path, and where it is seen. */
export async function track(
  dot: Dot,
  plan: RenderPlan,
  indices: readonly number[],
  look: (index: number) => Brightness | Promise<Brightness>,
): Promise<Judged> {
  const [path, seen]: [Point[], Point[]] = [[], []];
  for (const index of indices) {
    const [near, reach] = [seenAt(plan, index, dot), reachOf(plan, index, dot)];
    path.push(centroid(ideal(plan, index, dot), near, reach));
    seen.push(centroid(await look(index), near, reach));
  }
  return judge(seen, path);
}

function judge(seen: readonly Point[], path: readonly Point[]): Judged {
  const worst = Math.max(...seen.map((at, i) => distance(at, path[i])));
  const bends = seen.slice(2).flatMap((after, i) => {
    const off = (axis: 'x' | 'y') =>
      secondDifference(seen, i, axis) - secondDifference(path, i, axis);
    return after && [off('x') ** 2 + off('y') ** 2];
  });
  const jitter = Math.sqrt(bends.reduce((a, b) => a + b, 0) / bends.length);
  const back = seen.slice(1).map((at, i) => stepBack(seen[i], at, path[i], path[i + 1]));
  const backwards = back.filter((step) => step > 0).length;
  return { worst, jitter, backwards, furthestBack: Math.max(...back) };
}

/** How far a step goes against the path's own, px; below 0 it goes along with it. */
function stepBack(
  before: Point | undefined,
  at: Point,
  from: Point | undefined,
  to: Point | undefined,
): number {
  if (!before || !from || !to) return NaN;
  const [x, y] = [to.x - from.x, to.y - from.y];
  return -((at.x - before.x) * x + (at.y - before.y) * y) / Math.hypot(x, y);
}

function secondDifference(points: readonly Point[], i: number, axis: 'x' | 'y'): number {
  const [a, b, c] = points.slice(i, i + 3);
  if (!a || !b || !c) throw new Error('three points');
  return a[axis] - 2 * b[axis] + c[axis];
}

function distance(a: Point, b: Point | undefined): number {
  return b ? Math.hypot(a.x - b.x, a.y - b.y) : NaN;
}

/** Which bars are missed. */
export function missed({ worst, jitter, backwards }: Judged): string[] {
  return [
    ...(worst <= 0.03 ? [] : [`${worst} px off its path`]),
    ...(jitter <= 0.01 ? [] : [`${jitter} px/frame²`]),
    ...(backwards === 0 ? [] : [`${backwards} steps backwards`]),
  ];
}
