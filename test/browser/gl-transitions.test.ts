import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parametersOf } from '../../src/effects/effect.ts';
import { readEffect } from '../../src/effects/index.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';
import { FILES, type Judge, openJudge } from './gl-transitions.ts';

// All of them are drawn by test/faults/long/gl-transitions.test.ts; here those that our adapter might break.

let bundled: BundledPage;
let judge: Judge;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
  judge = await openJudge(bundled);
});
afterAll(() => bundled.close());

it.each([
  'burn.glsl', // colours beyond white
  'crosswarp.glsl',
  'displacement.glsl', // a third picture
  'hexagonalize.glsl', // ratio, structs and a variable that is called size
  'luminance_melt.glsl', // global variables that go by uniforms
  'pixelize.glsl', // whole numbers in pairs
  'windowblinds.glsl',
])('%s runs unchanged, from the first picture to the second', async (file) => {
  expect(await judge(file)).toBeUndefined();
});

it('all of them are read, with the defaults that stand in their comments', () => {
  const read = new Map(
    FILES.map((file) => {
      const text = readFileSync(`node_modules/gl-transitions/transitions/${file}`, 'utf8');
      return [file, readEffect(text, file)];
    }),
  );
  expect(read.size).toBe(125);
  const defaults = (file: string) =>
    parametersOf(read.get(file) ?? expect.fail()).map(({ name, default: preset }) => [
      name,
      preset,
    ]);
  expect(defaults('burn.glsl')).toEqual([['color', '#e66633']]);
  expect(defaults('pixelize.glsl')).toEqual([
    ['squaresMin', [20, 20]],
    ['steps', 50],
  ]);
  expect(defaults('luminance_melt.glsl')).toEqual([
    ['direction', true],
    ['l_threshold', 0.8],
    ['above', false],
  ]);
  for (const [file, { about }] of read) expect([file, about.license]).not.toContain(undefined);
});
