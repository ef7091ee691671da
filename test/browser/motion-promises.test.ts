import { mat3, vec3 } from 'gl-matrix';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Parameter, type Value } from '../../src/core/values/parameter.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { findSeam } from '../../src/film/time/loop.ts';
import { movementOf, planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { MOTIONS } from '../../src/motions/index.ts';
import type { MotionSpec } from '../../src/motions/motion.ts';
import { everyNth, kinds } from '../faults/tries.ts';
import { fromBase64 } from './base64.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { type Pixels, smooth, toPng } from './pixels.ts';

// What every motion promises of its films, whichever motions there are.

const SIZE = { width: 32, height: 24 };
/** Levels far from black and white, the background's too: one that isn't between them was never in the picture. */
const PICTURE = within(80, 180, smooth(SIZE, 3));
const BACKGROUND = '#808080';

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
  bundled.offer('/motions.png', toPng(PICTURE));
});
afterAll(() => bundled.close());

function within(least: number, most: number, picture: Pixels): Pixels {
  const data = picture.data.map((level) => least + Math.round(((most - least) * level) / 255));
  return { ...picture, data };
}

/** As many frames as a film may have: from the last to the first is the least of all steps. */
const LONGEST = 10_000_000;

async function draw(motion: MotionSpec, frames: number, indices: readonly number[]) {
  const spec: SpecInput = { motions: [motion], frames, background: BACKGROUND };
  const drawn = await bundled.page.evaluate(
    (...args) => globalThis.effectsPage.draw(...args),
    '/motions.png',
    spec,
    indices,
  );
  return drawn.map(fromBase64);
}

/** A motion with one of its parameters at each of its values that are unlike the others. */
function variantsOf({ name, parameters }: (typeof MOTIONS)[number]): MotionSpec[] {
  const of = parameters.flatMap((parameter) =>
    endsOf(parameter).map((value) => ({ kind: name, [parameter.name]: value })),
  );
  return [{ kind: name }, ...of];
}

function endsOf({ name, kind, min, max, auto, choices = [] }: Parameter): readonly Value[] {
  if (kind === 'float' || kind === 'int') return [min, max].filter((end) => end !== undefined);
  if (kind === 'bool') return [true];
  if (kind === 'choice') return choices;
  if (kind === 'position') return [[0, 0], [1, 1], ...(auto === true ? ['auto'] : [])];
  if (kind === 'ease')
    return ['ease-in-out', 'cubic-bezier(0.01, -10, 0.99, 10)', 'cubic-bezier(1, 10, 0, -10)'];
  throw new Error(`there are no ends of ${name}, which is of the kind ${kind}`);
}

const VARIANTS = MOTIONS.map((motion) => ({ name: motion.name, variants: variantsOf(motion) }));

/** A film of whole loops, where this motion has any: how long it is, and whether its last frame is beside its first. */
function closedFilm(motion: MotionSpec): { frames: number; ends: boolean } | undefined {
  const spec = parseSpec({ motions: [motion], frames: LONGEST });
  const { loop } = movementOf(planRender(spec, SIZE));
  if (loop === 'open') return undefined;
  const frames = loop === 'film' ? LONGEST : loop * Math.floor(LONGEST / loop);
  const plan = planRender({ ...spec, frames }, SIZE);
  expect(findSeam(plan).closing, `${JSON.stringify(motion)} closes`).toBe(frames);
  return { frames, ends: loop === 'film' || loop === 1 };
}

it.each(VARIANTS)('a film of $name that closes ends as it began', async ({ name, variants }) => {
  const closed = variants.flatMap((motion) => {
    const film = closedFilm(motion);
    return film === undefined ? [] : [{ motion, ...film }];
  });
  expect(closed.length, `films of ${name} that close`).toBeGreaterThan(0);
  for (const { motion, frames, ends } of kinds(closed, 2)) {
    const [first, last, behind] = await draw(motion, frames, [0, frames - 1, frames]);
    expect(furthest(behind, first), `${JSON.stringify(motion)}, frame ${frames}`).toBe(0);
    if (ends)
      expect(furthest(last, first), `${JSON.stringify(motion)}, at its end`).toBeLessThanOrEqual(1);
  }
});

const FRAMES = 20;
const SHOWN = [0, 7, FRAMES - 1];

const CORNERS: readonly vec3[] = [
  [0, 0, 1],
  [1, 0, 1],
  [0, 1, 1],
  [1, 1, 1],
];

/** Every corner of the frame lies somewhere before the eye: a place that is no number may be drawn as any texel. */
function expectPlaces(motion: MotionSpec): void {
  const plan = planRender(parseSpec({ motions: [motion], frames: FRAMES }), SIZE);
  for (const index of SHOWN) {
    const place = movementOf(plan).place(frameAt(index, plan), mat3.create());
    for (const corner of CORNERS) {
      const [x, y, w = NaN] = vec3.transformMat3(vec3.create(), corner, place);
      const isPlace = w > 0 && [x, y, w].every(Number.isFinite);
      if (!isPlace) expect.fail(`${JSON.stringify(motion)}, frame ${index}: ${x}, ${y}, ${w}`);
    }
  }
}

const ALL = VARIANTS.flatMap(({ variants }) => variants);

it('the least and the most of every parameter show the picture, and nothing that isn’t in it', async () => {
  for (const motion of ALL) expectPlaces(motion);
  for (const motion of everyNth(ALL, 6)) {
    const frames = await draw(motion, FRAMES, SHOWN);
    for (const frame of frames)
      for (const [n, level] of frame.entries()) {
        const isAlpha = n % 4 === 3;
        if (isAlpha ? level === 255 : level >= 79 && level <= 181) continue;
        const at = Math.floor(n / 4);
        const place = `${at % SIZE.width},${Math.floor(at / SIZE.width)}`;
        expect.fail(`${JSON.stringify(motion)}: channel ${n % 4} at ${place} is ${level}`);
      }
  }
});

function furthest(one: Uint8Array | undefined, other: Uint8Array | undefined): number {
  expect(one?.length).toBe(4 * SIZE.width * SIZE.height);
  let most = 0;
  for (const [n, level] of (one ?? []).entries())
    most = Math.max(most, Math.abs(level - (other?.[n] ?? NaN)));
  return most;
}
