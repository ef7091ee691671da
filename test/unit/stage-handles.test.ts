import { describe, expect, it } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { boxesOf } from '../../src/page/stage/boxes.ts';
import { draggable, dragMotion, type Velocity } from '../../src/page/stage/drag-motion.ts';
import { createHistory } from '../../src/page/project/history.ts';
import { beginGesture } from '../../src/page/project/gesture.ts';
import { openTestProject } from './open-test-project.ts';

const planOf = (spec: SpecInput) => planRender(parseSpec(spec), { width: 300, height: 200 });

/** The first motion of a spec after a drag over its film. */
const dragged = (spec: SpecInput, velocity: Velocity) => {
  const plan = planOf(spec);
  const { edit, words } = dragMotion(plan, draggable(plan), velocity);
  return { motion: parseSpec(edit(spec, spec)).motions[draggable(plan)], words };
};

describe('a drag over the film', () => {
  it.each([
    {
      velocity: [101, -20],
      motion: { axis: 'x', speed: 100 },
      words: '→ 100 px/s · once around in 3 s',
    },
    {
      velocity: [-3, 2],
      motion: { axis: 'x', speed: -3 },
      words: '← 3 px/s · once around in 100 s',
    },
    {
      velocity: [40, 498],
      motion: { axis: 'y', speed: 500 },
      words: '↓ 500 px/s · once around in 0.4 s',
    },
  ] as const)('by $velocity makes a roll $words', ({ velocity, motion, words }) => {
    const step = { motions: [{ kind: 'roll', step: 4, reverse: true }] };
    const made = dragged(step, velocity);
    expect(made.words).toBe(words);
    expect(made.motion).toMatchObject({ kind: 'roll', reverse: false, ...motion });
    expect(made.motion).not.toHaveProperty('step');
  });

  it('is about the first roll or pan of several motions, and about none where there is none', () => {
    const motions = [{ kind: 'zoom' }, { kind: 'roll' }, { kind: 'pan' }];
    expect(draggable(planOf({ motions }))).toBe(1);
    expect(draggable(planOf({ motions: [{ kind: 'zoom' }] }))).toBe(-1);
    expect(dragged({ motions }, [50, 0]).motion).toMatchObject({ kind: 'roll', speed: 50 });
  });

  it('takes a pan along with it, no further than the picture goes, and along an axis that is near', () => {
    // Twice as large as the frame, there is 300 × 200 px beside it.
    const pan = { motions: [{ kind: 'pan', zoom: 2 }], duration: 2 };
    expect(dragged(pan, [75, 0]).motion).toMatchObject({ from: [0.75, 0.5], to: [0.25, 0.5] });
    expect(dragged(pan, [75, 5]).words).toBe('→ 75 px/s');
    const fast = dragged(pan, [-300, -200]);
    expect(fast.motion).toMatchObject({ from: [0, 0], to: [1, 1] });
    expect(fast.words).toBe('↖ 180 px/s · all there is in 2 s');
  });
});

describe('boxes of the picture', () => {
  it('are what the frame shows of it, which stays in the picture', () => {
    const spec = { canvas: { width: 100, height: 200 } };
    const [, frame] = boxesOf(planOf(spec));
    expect(frame?.rect.width).toBeCloseTo(1 / 3);
    expect(frame?.move(0.9, 0)(spec, spec)).toMatchObject({ position: [1, 0.5] });
    const namesOf = (other: SpecInput) => boxesOf(planOf(other)).map(({ name }) => name);
    expect(namesOf({})).toEqual(['crop']);
    expect(namesOf({ layout: 'figure', canvas: { width: 100, height: 200 } })).toEqual(['crop']);
  });

  it('begin with what is taken of it, which has any shape and is never nothing', () => {
    const [whole] = boxesOf(planOf({}));
    expect(whole?.rect).toEqual({ x: 0, y: 0, width: 1, height: 1 });
    expect(whole?.stretch?.([0, 1], 0.25, -0.5)({}, {})).toEqual({ crop: '75%x50%+25%+0%' });
    expect(whole?.stretch?.([1, 0], -3, 3)({}, {})).toEqual({ crop: '5%x5%+0%+95%' });
    const spec = { crop: '60x50+30+100' };
    const [crop] = boxesOf(planOf(spec));
    expect(crop?.rect).toEqual({ x: 0.1, y: 0.5, width: 0.2, height: 0.25 });
    expect(crop?.move(1, -1)(spec, spec)).toEqual({ crop: '20%x25%+80%+0%' });
    expect(crop?.resize?.(99, [0.5, 0.5])(spec, spec)).toEqual({});
  });

  it('lie in what is taken of it', () => {
    const spec = { crop: '150x100+150+100', motions: [{ kind: 'pan', zoom: 2, from: [0, 0] }] };
    const [, from] = boxesOf(planOf(spec));
    expect(from?.rect).toEqual({ x: 0.5, y: 0.5, width: 0.25, height: 0.25 });
    expect(from?.move(0.125, 0.25)(spec, spec)).toMatchObject({ motions: [{ from: [0.5, 1] }] });
  });

  it('are the two ends of Ken Burns, which keep the shape of the frame', () => {
    const spec = { motions: [{ kind: 'kenburns', from: [0, 0], start: 2, to: [1, 1], end: 4 }] };
    const [, from, to] = boxesOf(planOf(spec));
    expect(from?.rect).toEqual({ x: 0, y: 0, width: 0.5, height: 0.5 });
    expect(to?.rect).toEqual({ x: 0.75, y: 0.75, width: 0.25, height: 0.25 });
    expect(from?.resize?.(9, [0, 0])(spec, spec)).toMatchObject({ motions: [{ start: 1 }] });
    expect(to?.resize?.(2, [1, 1])(spec, spec)).toMatchObject({
      motions: [{ to: [1, 1], end: 2 }],
    });
    expect(to?.resize?.(0.0001, [1, 1])(spec, spec)).toMatchObject({ motions: [{ end: 20 }] });
  });
});

describe('a gesture', () => {
  it('is one step to undo however long it takes, and can be taken back', async () => {
    const { project } = openTestProject();
    let time = 0;
    const history = createHistory(project, () => (time += 5000));
    await project.change((draft) => ({ ...draft, frames: 30 }));
    for (const frames of [20, 10]) {
      const gesture = beginGesture(project, history);
      gesture.set((draft) => ({ ...draft, frames: 12 }));
      await new Promise((resolve) => setTimeout(resolve, 5));
      gesture.set((draft) => ({ ...draft, frames }));
      await gesture.end();
    }
    const taken = beginGesture(project, history);
    taken.set((draft) => ({ ...draft, frames: 99 }));
    await taken.cancel();
    expect(project.draft).toEqual({ frames: 10 });
    await history.undo();
    expect(project.draft).toEqual({ frames: 20 });
    await history.undo();
    expect(project.draft).toEqual({ frames: 30 });
    await history.redo();
    expect(project.draft).toEqual({ frames: 20 });
  });
});
