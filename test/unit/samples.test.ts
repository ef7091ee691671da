import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findSeam } from '../../src/film/time/loop.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { SAMPLES } from '../../src/page/open/samples.ts';

it.each(SAMPLES)(
  'the sample $name is drawn by a shader, and its film closes',
  ({ name, draft }) => {
    expect(existsSync(`shaders/samples/${name}.glsl`)).toBe(true);
    const plan = planRender(parseSpec(draft), { width: 960, height: 640 });
    expect(findSeam(plan).jump).toBe(0);
  },
);

it('every shader of a sample is offered', () => {
  const files = readdirSync('shaders/samples').filter((file) => file !== 'common.glsl');
  expect(files.toSorted()).toEqual(SAMPLES.map(({ name }) => `${name}.glsl`).toSorted());
});
