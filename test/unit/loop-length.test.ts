import { describe, expect, it } from 'vitest';
import { findSeam } from '../../src/film/time/loop.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { withLength } from '../../src/page/time/loop-length.ts';

const PICTURE = { width: 300, height: 200 };

describe('the length of a loop', () => {
  it.each([
    { what: 'a roll', draft: {}, motion: {} },
    {
      what: 'a roll with a speed',
      draft: { motions: [{ kind: 'roll', speed: 70 }] },
      motion: { speed: 60 },
    },
    {
      what: 'a slow roll by steps',
      draft: { motions: [{ kind: 'roll', step: -1 }], frames: 12, range: { first: 2, last: 5 } },
      motion: { reverse: true },
    },
    {
      what: 'a quick roll by steps',
      draft: { motions: [{ kind: 'roll', step: -5.5 }] },
      motion: { step: -6 },
    },
    { what: 'a turn', draft: { motions: [{ kind: 'rotate' }] }, motion: {} },
  ])('set to 5 s gives $what the speed that closes it', ({ draft, motion }) => {
    const made = withLength(draft, 5, PICTURE);
    const plan = planRender(parseSpec(made), PICTURE);
    expect(plan.frameCount).toBe(150);
    expect(findSeam(plan).jump).toBe(0);
    expect(plan.spec.motions[0]).toMatchObject(motion);
    expect(plan.range).toEqual({ first: 0, last: 149 });
  });

  it('of pictures with times of their own gives each as much more', () => {
    const pictures = [{ hold: 1 }, {}, { hold: 3 }];
    expect(withLength({ pictures, each: 2 }, 12, PICTURE)).toEqual({
      each: 4,
      pictures: [{ hold: 2 }, {}, { hold: 6 }],
    });
    expect(withLength({ pictures: [{}, {}], each: 2 }, 12, PICTURE)).toMatchObject({
      duration: 12,
    });
  });

  it('is one that a film can have', () => {
    expect(() => withLength({}, 0, PICTURE)).toThrow(/duration/);
  });
});
