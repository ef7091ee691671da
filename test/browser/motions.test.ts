import { mat3 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import type { BackendChoice } from '../../src/cli/browser/graphics.ts';
import type { Size } from '../../src/core/size.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { movementOf, planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { MOTIONS } from '../../src/motions/index.ts';
import type { MotionSpec } from '../../src/motions/motion.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import { through } from '../../src/motions/movement.ts';
import { everyNth, kinds } from '../faults/tries.ts';
import { sharedSession, trySession } from '../session.ts';
import { type Color, difference, drawStill, noise, paint, type Pixels, smooth } from './pixels.ts';
import { drawMoved } from './reference.ts';

const BACKGROUND = [32, 64, 128] as const;

/** What the frame should be: its places come from the motions, in doubles, its pixels from the CPU. */
function expected(spec: SpecInput, image: Pixels, index: number): Pixels {
  const plan = planRender(parseSpec(spec), image);
  const movement = movementOf(plan);
  const { canvas, box, window } = plan.layout;
  const place = movement.place(frameAt(index, plan), mat3.create());
  mat3.multiply(place, place, through(window, mat3.create()));
  return drawMoved(image, {
    canvas,
    box,
    background: BACKGROUND,
    edges: movement.edges,
    place: [...place],
    shrinks: plan.shrinks,
    filter: plan.spec.filter === 'cubic' ? 'cubic' : 'linear',
  });
}

/** Each draws the image as large as it is at least once: nothing is resampled first. */
const FILMS: readonly [motions: string, index: number, size?: Size][] = [
  ['zoom:to=2.5,about=30% 70%', 11],
  ['zoom:from=0.9,to=1.1,edges=repeat', 1],
  ['rotate', 3],
  ['spiral:edges=clamp', 13],
  ['orbit:radius=0.3,edges=background', 4],
  ['shake:by=0.05,turn=4', 8],
  ['tilt:yaw=35,pitch=-20,distance=2', 5],
  ['mirror-tile:tiles=1', 6],
  ['roll:step=3 + zoom:to=2', 10],
  ['tilt + rotate:to=30', 6],
  ['zoom:to=0.2', 19],
  ['rotate + zoom:to=0.4,edges=clamp', 12],
  ['tilt:yaw=45,pitch=20,distance=2 + zoom:to=0.6', 14],
  ['tilt + rotate:to=30', 6, { width: 1, height: 1 }],
];

/** Frames of another shape than the picture's, which is enlarged in each or shown as large as it is. */
const FRAMES: readonly SpecInput[] = [
  { canvas: { width: 120, height: 160 } },
  { canvas: { width: 120, height: 160 }, position: [0, 0] },
  { canvas: { width: 200, height: 90 }, fit: 'contain', position: [1, 0.5] },
  { canvas: { width: 201, height: 90 }, fit: 'stretch' },
  { canvas: { width: 64, height: 80 }, fit: 'none', position: [0.25, 1] },
];

const wanted = new Map<string, Pixels>();

/** The same for all renderers: a picture that is told apart by its name is computed once. */
function expectedOnce(name: string, ...of: Parameters<typeof expected>): Pixels {
  const [spec, , index] = of;
  const key = JSON.stringify([name, spec, index]);
  const known = wanted.get(key) ?? expected(...of);
  wanted.set(key, known);
  return known;
}

describe('a motion is drawn as it is computed', () => {
  it.for<BackendChoice>(kinds(['swiftshader', 'llvmpipe'], 1))('by %s', async (gl, { skip }) => {
    const session = await trySession(gl);
    if (typeof session === 'string') {
      skip(session);
      return;
    }
    for (const [motions, index, size = { width: 97, height: 61 }] of everyNth(FILMS, 2)) {
      const image = smooth(size, 3);
      const spec = { motions: readMotions(motions), frames: 20, background: '#204080' };
      const still = await drawStill(session, spec, image, index);
      const off = difference(still, expectedOnce(`smooth, ${size.width} px`, spec, image, index));
      // Levels are bytes, each rounded once for each axis, and filtered from one another.
      const most = planRender(parseSpec(spec), image).shrinks ? 3 : 1;
      expect(off.largest, `${motions}, ${size.width} px: ${off.where}`).toBeLessThanOrEqual(most);
    }
    for (const motions of ['zoom:to=2.5', 'rotate:to=90 + zoom:from=1.5']) {
      const image = noise({ width: 97, height: 61 }, 3);
      const motion = { motions: readMotions(motions), frames: 20, filter: 'cubic' } as const;
      const spec = { ...motion, background: '#204080' };
      const still = await drawStill(session, spec, image, 11);
      const off = difference(still, expectedOnce('noise', spec, image, 11));
      expect(off.largest, `cubic ${motions}: ${off.where}`).toBeLessThanOrEqual(1);
    }
    for (const frame of everyNth(FRAMES, 2)) {
      const image = smooth({ width: 97, height: 61 }, 3);
      const motions = readMotions('zoom:to=1.5');
      const spec = { ...frame, motions, frames: 20, background: '#204080' };
      const still = await drawStill(session, spec, image, 5);
      const off = difference(still, expectedOnce('frame', spec, image, 5));
      expect(off.largest, `${JSON.stringify(frame)}: ${off.where}`).toBeLessThanOrEqual(1);
    }
  });
});

/** Each motion with all of its numbers at their least and at their most. */
const EXTREMES: readonly MotionSpec[] = MOTIONS.flatMap(({ name, parameters }) =>
  (['min', 'max'] as const).map((end) => {
    const numbers = parameters.filter((each) => each[end] !== undefined && each.name !== 'speed');
    return { kind: name, ...Object.fromEntries(numbers.map((each) => [each.name, each[end]])) };
  }),
);

it('every motion of one pixel, at both ends of its numbers, shows that and nothing else', async () => {
  const session = await sharedSession();
  const color: Color = [10, 160, 30];
  const canvas = { width: 20, height: 12 };
  for (const motion of EXTREMES) {
    const spec = { motions: [motion], canvas, frames: 20, background: '#0aa01e' };
    const still = await drawStill(
      session,
      spec,
      paint({ width: 1, height: 1 }, () => color),
      7,
    );
    const off = difference(
      still,
      paint(canvas, () => color),
    );
    expect(off.largest, `${JSON.stringify(motion)}: ${off.where}`).toBeLessThanOrEqual(1);
  }
});
