import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { it } from '../cli/program.ts';
import { upTo } from '../faults/tries.ts';
import { sharedSession } from '../session.ts';
import {
  addEffect,
  type App,
  eventually,
  frameOf,
  handOver,
  openApp,
  PHOTO,
  shootFilm,
} from './app.ts';
import { sharedBrowser } from './page.ts';
import { choose, offerPictures } from './several.ts';
import { difference, drawStill, fromPng, type Pixels, smooth, toPng } from './pixels.ts';

// Settings of ours that software takes a minute a frame for: the page answers all the same, and at rest shows the film.

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const COSTLY: SpecInput = {
  samples: 8,
  shutter: 360,
  filter: 'cubic',
  motions: [{ kind: 'zoom', to: 1.3 }],
};
/** Of a pixel. */
const EXPOSURES = 64;

/** Keeps the most pixels times exposures that the graphics were given in one draw, as `mostDrawn`; off screen as `mostExported`. */
function watchDraws(): void {
  const areas = new WeakMap<WebGLBuffer, number>();
  const exposures = new WeakMap<WebGLProgram, number>();
  const { prototype } = WebGL2RenderingContext;
  // oxlint-disable-next-line typescript/unbound-method -- called for whatever they were called for
  const { bufferData, drawArrays } = prototype;
  /** Of triangles, of clip space as a whole. */
  const areaOf = (corners: Float32Array) => {
    let area = 0;
    for (let at = 0; at + 5 < corners.length; at += 6) {
      const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = corners.subarray(at, at + 6);
      area += Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 8;
    }
    return Math.min(area, 1);
  };
  const countExposures = (gl: WebGL2RenderingContext, program: WebGLProgram) => {
    const known = exposures.get(program);
    if (known !== undefined) return known;
    let count = 1;
    const uniforms = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
    for (let n = 0; n < uniforms; n++) {
      const uniform = gl.getActiveUniform(program, n);
      if (uniform?.name === 'toTexels[0]') count = uniform.size;
    }
    exposures.set(program, count);
    return count;
  };
  Object.assign(globalThis, { mostDrawn: 0, mostExported: 0 });
  prototype.bufferData = function (this: WebGL2RenderingContext, ...given: unknown[]) {
    const [target, data] = given;
    const buffer = this.getParameter(this.ARRAY_BUFFER_BINDING) as WebGLBuffer | null;
    if (target === this.ARRAY_BUFFER && buffer && data instanceof Float32Array)
      areas.set(buffer, areaOf(data));
    Reflect.apply(bufferData, this, given);
  };
  prototype.drawArrays = function (mode, first, count) {
    const program = this.getParameter(this.CURRENT_PROGRAM) as WebGLProgram | null;
    const buffer = this.getVertexAttrib(
      0,
      this.VERTEX_ATTRIB_ARRAY_BUFFER_BINDING,
    ) as WebGLBuffer | null;
    const [, , width = 0, height = 0] = this.getParameter(this.VIEWPORT) as Int32Array;
    const [, , right = 0, top = 0] = this.getParameter(this.SCISSOR_BOX) as Int32Array;
    const share = (buffer && areas.get(buffer)) ?? 1;
    const all = share * width * height;
    const pixels = this.isEnabled(this.SCISSOR_TEST) ? Math.min(all, right * top) : all;
    const drawn = pixels * (program ? countExposures(this, program) : 1);
    const most = globalThis as unknown as Record<'mostDrawn' | 'mostExported', number>;
    const of = this.canvas instanceof OffscreenCanvas ? 'mostExported' : 'mostDrawn';
    most[of] = Math.max(most[of], drawn);
    drawArrays.call(this, mode, first, count);
  };
}

/** Keeps the most programs that are drawn with for the first time before the page goes on to anything else. */
function watchPrograms(): void {
  const drawn = new WeakSet<WebGLProgram>();
  let atOnce = 0;
  const { prototype } = WebGL2RenderingContext;
  // oxlint-disable-next-line typescript/unbound-method -- called for whatever they were called for
  const { drawArrays, fenceSync } = prototype;
  Object.assign(globalThis, { mostCompiled: 0 });
  prototype.fenceSync = function (...given) {
    atOnce = 0;
    return fenceSync.apply(this, given);
  };
  prototype.drawArrays = function (...given) {
    const program = this.getParameter(this.CURRENT_PROGRAM) as WebGLProgram;
    if (!drawn.has(program)) atOnce++;
    drawn.add(program);
    const most = globalThis as unknown as Record<'mostCompiled', number>;
    most.mostCompiled = Math.max(most.mostCompiled, atOnce);
    drawArrays.apply(this, given);
  };
}

const mostDrawn = ({ page }: App, of: 'mostDrawn' | 'mostExported' = 'mostDrawn') =>
  page.evaluate(
    (name) => (globalThis as unknown as Partial<Record<string, number>>)[name] ?? 0,
    of,
  );

/** What the menu behind the chip says. */
const factsOf = ({ page }: App) =>
  page.$eval('#preview dl', (list) =>
    Object.fromEntries(
      [...list.querySelectorAll('dt')].map(({ textContent, nextElementSibling }) => [
        textContent,
        nextElementSibling?.textContent ?? '',
      ]),
    ),
  );

async function set(app: App, spec: SpecInput): Promise<void> {
  await handOver(app, 'paste', { text: JSON.stringify(spec) });
  await eventually(async () =>
    expect(await app.page.$eval('#messages', ({ textContent }) => textContent)).toMatch(
      /A whole frame takes these graphics long, .* of 64 a pixel, and at rest bit by bit\. The film keeps all/,
    ),
  );
}

describe('the costliest settings', () => {
  it('leave the page answering, in less detail that is said', async () => {
    const app = await openApp(browser, { ...PHOTO, prepare: watchDraws });
    const canvas = { width: 1920, height: 1080 };
    await set(app, { ...COSTLY, canvas });
    await app.click('button', 'Play');
    await app.find('button', 'Pause');
    await app.page.click('#readout .chip');
    await eventually(async () => {
      const { 'Drawn in': size = '', 'Samples a pixel': samples = '' } = await factsOf(app);
      expect(samples).toMatch(/^\d+ of 64$/);
      expect(size).toMatch(/1920×1080$/);
    });
    await app.click('button', 'Pause');
    await app.find('button', 'Play');
    // At rest it is drawn bit by bit, and is answered meanwhile.
    await eventually(async () =>
      expect(await app.page.$eval('#readout .chip', ({ textContent }) => textContent)).toMatch(
        /paused.*\d+ %/,
      ),
    );
    await app.click('button', 'Step forward');
    // Never a whole frame at once.
    const whole = canvas.width * canvas.height * EXPOSURES;
    expect(await mostDrawn(app)).toBeGreaterThan(0);
    expect(await mostDrawn(app)).toBeLessThan(whole / 2);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are compiled a program after the other', async () => {
    const canvas = { width: 1920, height: 1080 };
    const app = await openApp(browser, { ...PHOTO, spec: { canvas }, prepare: watchPrograms });
    await addEffect(app, 'Bloom');
    // Once it is drawn with.
    await eventually(() => expect(app.page.url()).toContain('bloom'));
    const most = () =>
      app.page.evaluate(() => (globalThis as unknown as { mostCompiled: number }).mostCompiled);
    expect(await most()).toBe(1);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('end with what is drawn of them, when another film takes its place', async ({ place }) => {
    const paths = await offerPictures(place);
    const app = await openApp(browser, PHOTO);
    const warnings: string[] = [];
    app.page.on('console', (message) => warnings.push(message.text()));
    await choose(app, '#file', paths);
    await set(app, { ...COSTLY, canvas: { width: 1920, height: 1080 } });
    for (const _ of upTo(3)) {
      // oxlint-disable no-await-in-loop -- one film after the other
      // Bit by bit, unless the graphics are so quick that it is done.
      const isOnItsWay = () =>
        / %/.test(document.querySelector('#readout .chip')?.textContent ?? '');
      await app.page.waitForFunction(isOnItsWay, { timeout: 2000 }).catch(() => {});
      await choose(app, '#file', paths);
      // What the new film shows has to come, as well.
      for (const n of upTo(30)) await app.page.keyboard.press(n % 2 ? 'Home' : 'End');
      // oxlint-enable no-await-in-loop
    }
    expect(warnings.filter((text) => text.includes('INVALID'))).toEqual([]);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it.each([
    ['exposures', COSTLY, { 'Samples a pixel': '64' }],
    ['effects', { effects: ['bloom', 'bloom', 'halation'].map((name) => ({ name })) }, {}],
  ])('show at rest what a still shows: %s', async (_, costly, facts) => {
    const canvas = { width: 480, height: 270 };
    // Nothing lies over it to be dragged.
    const motions = [{ kind: 'roll', step: 1.3 }];
    const fps = { numerator: 10, denominator: 1 };
    const spec: SpecInput = { ...costly, canvas, motions, fps, title: 'Frame {f}' };
    const app = await openApp(browser, { ...PHOTO, frame: 7, spec });
    await app.page.click('#readout .chip');
    await eventually(async () =>
      expect(await factsOf(app)).toMatchObject({ 'Drawn in': '480×270', ...facts }),
    );
    await app.click('button', '1:1');
    const session = await sharedSession('swiftshader');
    const still = await drawStill(session, spec, smooth({ width: 64, height: 48 }), 7);
    // Once the notice over it is gone.
    await eventually(async () =>
      expect(difference(fromPng(await shootFilm(app.page)), still).largest).toBe(0),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('show at rest, where one picture goes over into the next, what a still shows', async () => {
    const canvas = { width: 480, height: 270 };
    const pictures = [smooth({ width: 64, height: 48 }), smooth({ width: 48, height: 64 }, 2)];
    const spec: SpecInput = {
      ...COSTLY,
      canvas,
      fps: { numerator: 10, denominator: 1 },
      pictures: [{ file: '0.png' }, { file: '1.png' }],
      each: 1,
      motions: [{ kind: 'roll', step: 1.3 }],
      transitions: [{ name: 'wipe', duration: 0.6 }],
      title: 'Frame {f}',
    };
    const answers = Object.fromEntries(
      pictures.map((each, n) => [`/${n}.png`, { contentType: 'image/png', body: toPng(each) }]),
    );
    const query = '?picture=0.png&name=0.png&picture=1.png&name=1.png';
    const app = await openApp(browser, { query, answers, frame: 7, spec, prepare: watchDraws });
    await app.click('button', '1:1');
    const still = await stillOfSeveral(spec, pictures, 7);
    await eventually(async () =>
      expect(difference(fromPng(await shootFilm(app.page)), still).largest).toBe(0),
    );
    await app.click('button', 'Play');
    await app.click('button', 'Pause');
    await app.find('button', 'Play');
    expect(await mostDrawn(app)).toBeLessThan((canvas.width * canvas.height * EXPOSURES) / 2);
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

describe('a film of the costliest settings', () => {
  const canvas = { width: 480, height: 270 };
  /** Of the texels that hold a frame's planes. */
  const all = (canvas.width / 4) * Math.ceil(canvas.height / 2) * EXPOSURES;
  async function open(): Promise<App> {
    const app = await openApp(browser, { ...PHOTO, prepare: watchDraws });
    await set(app, { ...COSTLY, canvas });
    return app;
  }

  it('is exported piece by piece, while it is played, until it is cancelled', async () => {
    const app = await open();
    await app.click('button', 'Export');
    await app.click('button', 'Export and download');
    await app.click('button', 'Play');
    const first = await frameOf(app);
    await eventually(async () => expect(await frameOf(app)).not.toBe(first));
    await eventually(async () => expect(await mostDrawn(app, 'mostExported')).toBeGreaterThan(0));
    await app.click('button', 'Cancel');
    await app.page.waitForFunction(() =>
      document.querySelector('#export-jobs')?.textContent?.includes('Cancelled; nothing was kept.'),
    );
    expect(await mostDrawn(app, 'mostExported')).toBeLessThan(all / 4);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('is compared piece by piece with what it is encoded', async () => {
    const app = await open();
    await app.click('button', 'A|B: compare');
    await eventually(async () =>
      expect(await app.page.$eval('.compare-bar', ({ textContent }) => textContent)).toMatch(
        /for this frame alone/,
      ),
    );
    expect(await mostDrawn(app, 'mostExported')).toBeGreaterThan(0);
    expect(await mostDrawn(app, 'mostExported')).toBeLessThan(all / 4);
    expect(app.errors).toEqual([]);
    await app.close();
  });
});

/** As `drawStill`, of several pictures. */
async function stillOfSeveral(
  spec: SpecInput,
  pictures: readonly Pixels[],
  index: number,
): Promise<Pixels> {
  const session = await sharedSession('swiftshader');
  const folder = await mkdtemp(join(tmpdir(), 'sm-costly-'));
  try {
    const paths = pictures.map((_, n) => join(folder, `${n}.png`));
    await Promise.all(pictures.map((each, n) => writeFile(paths[n] ?? '', toPng(each))));
    await session.open(parseSpec({ ...spec, pictures: paths.map((file) => ({ file })) }), paths);
    return fromPng(await session.still(index));
  } finally {
    await rm(folder, { recursive: true });
  }
}
