import { writeFile } from 'node:fs/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Browser } from 'puppeteer-core';
import { colorAt, fromPng } from '../browser/pixels.ts';
import { startChromium } from '../chromium.ts';
import { addressOf } from './player.ts';
import { eventually, it, picture } from './program.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

/** A shader of one colour, with an input of its own. */
const shader = (color: string, input: string) =>
  `/*{ "INPUTS": [{ "NAME": "${input}", "TYPE": "float", "DEFAULT": 1, "MIN": 0, "MAX": 1 }] }*/
vec4 effect(vec2 uv) { return vec4(${color}, 1.0) * ${input}; }`;

/** In ISF: the picture, as strong as the vertex shader beside it says. */
const FRAGMENTS = `/*{ "INPUTS": [{ "NAME": "inputImage", "TYPE": "image" }] }*/
varying float strength;
void main() { gl_FragColor = vec4(IMG_THIS_PIXEL(inputImage).rgb * strength, 1.0); }`;
const vertices = (strength: string) =>
  `varying float strength;\nvoid main() { isf_vertShaderInit(); strength = ${strength}; }`;

/** For ever, as no compiler can know what the picture holds; two loops, as llvmpipe ends one by itself. */
const ENDLESS = `vec4 effect(vec2 uv) {
  vec4 sum = image(uv);
  while (sum.r < 2.0) while (sum.g < 2.0) sum = fract(sin(exp(sin(exp(sin(sum + 0.1))))) * 43.7);
  return sum;
}`;

/** The colour at the foot of the film, where no notice lies over it, but the shadow of one. */
async function colorIn(page: Page): Promise<string> {
  const canvas = await page.$('#canvas');
  if (canvas === null) throw new Error('no canvas');
  const shot = fromPng(await canvas.screenshot({ type: 'png' }));
  const color = colorAt(shot, Math.floor(shot.width / 2), shot.height - 4);
  const names = ['red', 'green', 'blue'].filter((_, n) => (color[n] ?? 0) > 128);
  return names.join(' and ');
}

it('a shader that plays is shown anew when it is saved, at the same frame, behind it a table from a file', async ({
  place,
}) => {
  const path = place.path('my.glsl');
  await writeFile(path, shader('1.0, 0.0, 0.0', 'strength'));
  await writeFile(place.path('negative.cube'), 'LUT_1D_SIZE 2\n1 1 1\n0 0 0\n');
  const vertexPath = place.path('beside.vs');
  await writeFile(place.path('beside.fs'), FRAGMENTS);
  await writeFile(vertexPath, vertices('1.0'));
  const names = ['./my.glsl', './beside.fs', 'lut:table=negative.cube'];
  const effects = names.flatMap((name) => ['--effect', name]);
  // So many pixels that no renderer without a GPU makes those of an endless shader in time.
  const play = ['play', picture('card.png'), '--no-open', '--canvas', '320x240'];
  const running = place.start([...play, ...effects]);
  const { url } = await addressOf(running);
  const page = await browser.newPage();
  // A frame of its own, so that nothing plays.
  await page.goto(`${url.href}&frame=7`, { waitUntil: 'load' });
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  const says = (selector: string) => page.$eval(selector, (element) => element.textContent ?? '');
  await eventually(async () => expect(await colorIn(page)).toBe('green and blue'));
  const frame = await says('#frame-counter');
  expect(frame).toMatch(/^\s*7 /);

  await writeFile(path, shader('0.0, 1.0, 0.0', 'power'));
  await eventually(async () => expect(await colorIn(page)).toBe('red and blue'));
  expect(await says('#frame-counter')).toBe(frame);
  expect(await says('#settings')).toContain('Power');

  await writeFile(path, shader('0.0, 0.0, blue', 'power'));
  await eventually(async () => expect(await says('#alerts')).toMatch(/my\.glsl:2:\d+: 'blue'/));
  expect(await colorIn(page)).toBe('red and blue');
  await writeFile(path, '/*{ "INPUTS": 3 }*/ vec4 effect(vec2 uv) { return image(uv); }');
  await eventually(async () => expect(await says('#alerts')).toMatch(/my\.glsl:1:\d+: "INPUTS"/));
  await writeFile(path, shader('0.0, 0.0, 1.0', 'power'));
  await eventually(async () => expect(await colorIn(page)).toBe('red and green'));

  // One that would never end is refused, and what ran before stays.
  await writeFile(path, ENDLESS);
  await eventually(async () =>
    expect(await says('#alerts')).toMatch(/my\.glsl.* would take about/),
  );
  expect(await colorIn(page)).toBe('red and green');
  await writeFile(path, shader('0.0, 1.0, 0.0', 'power'));
  await eventually(async () => expect(await colorIn(page)).toBe('red and blue'));

  // The vertex shader beside one is followed, too.
  await writeFile(vertexPath, vertices('0.0'));
  await eventually(async () => expect(await colorIn(page)).toBe('red and green and blue'));
  await writeFile(vertexPath, vertices('strong'));
  await eventually(async () =>
    expect(await says('#alerts')).toMatch(/beside\.vs:2:\d+: 'strong': undeclared/),
  );
  expect(await colorIn(page)).toBe('red and green and blue');
  await writeFile(vertexPath, vertices('1.0'));
  await eventually(async () => expect(await colorIn(page)).toBe('red and blue'));
});
