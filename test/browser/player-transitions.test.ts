import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import { it } from '../cli/program.ts';
import { type App, eventually, frameOf, handOver, lastFrame, openApp, shared } from './app.ts';
import { chooseInPrivate, kept, textOf } from './exported.ts';
import { sharedBrowser } from './page.ts';
import { choose, NAMES, offerPictures, specOf } from './several.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const SPEC = {
  fps: { numerator: 10, denominator: 1 },
  each: 1,
  transitions: [
    { name: 'fade', duration: 0.4 },
    { name: 'wipe', duration: 0.4, angle: 90 },
  ],
};

/** The pictures, and then the spec that is about them. */
async function openThree(paths: readonly string[], spec: object = SPEC): Promise<App> {
  const app = await openApp(browser, { spec: { fps: SPEC.fps }, prepare: chooseInPrivate });
  await choose(app, '#file', paths);
  await eventually(async () => expect(await lastFrame(app)).toBe(119));
  await handOver(app, 'paste', {
    text: JSON.stringify({ pictures: NAMES.map((file) => ({ file })), ...spec }),
  });
  await eventually(async () => expect(await lastFrame(app)).toBe(29));
  return app;
}

const transitionsIn = async (app: App) => (await specOf(app)).transitions;
const rowsIn = ({ page }: App) =>
  page.$$eval('#stack .of-transitions .layer-name', (rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('.label, .said')].map((each) => each.textContent).join(': '),
    ),
  );
const jointsIn = ({ page }: App) =>
  page.$$eval('.film-pictures .joint', (joints) =>
    joints.map((joint) => joint.getAttribute('aria-label')),
  );

/** Words as a shell has them. */
const wordsOf = (command: string) =>
  execFileSync('sh', ['-c', `printf '%s\\n' ${command}`])
    .toString()
    .trimEnd()
    .split('\n');

describe('transitions that take turns', () => {
  it('are changed one by one, in the list and from the timeline', async ({ place }) => {
    const app = await openThree(await offerPictures(place));
    await eventually(async () => expect(await rowsIn(app)).toEqual(['Fade: 1 → 2', 'Wipe: 2 → 3']));
    expect(await jointsIn(app)).toEqual([
      'From picture 1 to 2: Fade, 0.4 s',
      'From picture 2 to 3: Wipe, 0.4 s',
    ]);
    // The joint shows its own, and is seen.
    await app.click('button', 'From picture 2 to 3: Wipe, 0.4 s');
    await app.fill('Angle', '45');
    await eventually(async () =>
      expect(await transitionsIn(app)).toMatchObject([
        { name: 'fade' },
        { name: 'wipe', angle: 45 },
      ]),
    );
    expect(await frameOf(app)).toBe(18);
    await app.fill('Takes', '0.2');
    await eventually(async () =>
      expect(await transitionsIn(app)).toMatchObject([{ duration: 0.4 }, { duration: 0.2 }]),
    );
    // The list is another way to the other one.
    await app.click('button', 'Fade 1 → 2');
    await app.choose('Transition', 'iris');
    await eventually(async () =>
      expect(await transitionsIn(app)).toMatchObject([
        { name: 'iris', duration: 0.4 },
        { name: 'wipe', duration: 0.2, angle: 45 },
      ]),
    );
    expect((await jointsIn(app))[0]).toBe('From picture 1 to 2: Iris, 0.4 s');
    expect(await shared(app, 'Command')).toMatch(
      /--transition 'iris:duration=0\.4 \+ wipe:angle=45,duration=0\.2'/,
    );
    await app.click('button', 'Undo');
    await eventually(async () =>
      expect(await transitionsIn(app)).toMatchObject([
        { name: 'fade' },
        { name: 'wipe', angle: 45 },
      ]),
    );
    await app.click('button', 'Redo');
    await eventually(async () =>
      expect(await transitionsIn(app)).toMatchObject([{ name: 'iris' }, { name: 'wipe' }]),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are added and taken away', async ({ place }) => {
    const app = await openThree(await offerPictures(place), { ...SPEC, transitions: undefined });
    // As long as half of a second that each picture stands.
    await eventually(async () => expect(await rowsIn(app)).toEqual(['Fade: 1 → 2, 2 → 3']));
    expect((await jointsIn(app))[1]).toBe('From picture 2 to 3: Fade, 0.5 s');
    await app.click('button', '+ Transition');
    await eventually(async () => expect(await rowsIn(app)).toEqual(['Fade: 1 → 2', 'Fade: 2 → 3']));
    await app.choose('Transition', 'dissolve');
    await eventually(async () =>
      expect(await rowsIn(app)).toEqual(['Fade: 1 → 2', 'Dissolve: 2 → 3']),
    );
    await app.click('button', '+ Transition');
    await eventually(async () =>
      expect(await rowsIn(app)).toEqual(['Fade: 1 → 2', 'Dissolve: 2 → 3', 'Dissolve: no turn']),
    );
    await app.click('button', 'Remove transition 3: Dissolve');
    await app.click('button', 'Remove transition 1: Fade');
    await eventually(async () => expect(await rowsIn(app)).toEqual(['Dissolve: 1 → 2, 2 → 3']));
    // Whoever uses keys is on what is left.
    expect(await app.page.evaluate(() => document.activeElement?.textContent)).toContain(
      'Dissolve',
    );
    expect(await transitionsIn(app)).toMatchObject([{ name: 'dissolve' }]);
    expect((await jointsIn(app))[1]).toBe('From picture 2 to 3: Dissolve, 0.5 s');
    for (const _ of [1, 2]) await app.click('button', 'Undo');
    await eventually(async () => expect((await rowsIn(app)).length).toBe(3));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are changed at one joint alone, at which a finger finds them, too', async ({ place }) => {
    const app = await openThree(await offerPictures(place), { ...SPEC, transitions: undefined });
    await eventually(async () => expect(await rowsIn(app)).toEqual(['Fade: 1 → 2, 2 → 3']));
    await app.page.setViewport({ width: 390, height: 844 });
    const joint = await app.find('button', 'From picture 2 to 3: Fade, 0.5 s');
    const { width = 0, height = 0 } = (await joint.boundingBox()) ?? {};
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    await joint.click();
    await app.click('button', 'Change only 2 → 3');
    await eventually(async () => expect(await rowsIn(app)).toEqual(['Fade: 1 → 2', 'Fade: 2 → 3']));
    await app.choose('Transition', 'wipe');
    await eventually(async () =>
      expect(await jointsIn(app)).toEqual([
        'From picture 1 to 2: Fade, 0.5 s',
        'From picture 2 to 3: Wipe, 0.5 s',
      ]),
    );
    const only = await app.page.$$eval('#settings button', (buttons) =>
      buttons.filter((each) => each.checkVisibility() && each.textContent?.includes('only')),
    );
    expect(only).toEqual([]);
    for (const _ of [1, 2]) await app.click('button', 'Undo');
    await eventually(async () => expect(await rowsIn(app)).toEqual(['Fade: 1 → 2, 2 → 3']));
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('leave the others as they are where somebody’s own is dropped or written', async ({
    place,
  }) => {
    const app = await openThree(await offerPictures(place));
    const text =
      'vec4 transition(vec2 uv) { return progress < 0.5 ? getFromColor(uv) : getToColor(uv); }';
    await app.click('button', 'Wipe 2 → 3');
    await handOver(app, 'drop', { bytes: new TextEncoder().encode(text), names: ['cut.glsl'] });
    await eventually(async () =>
      expect(await rowsIn(app)).toEqual(['Fade: 1 → 2', 'cut.glsl: 2 → 3']),
    );
    await app.click('button', 'Fade 1 → 2');
    await app.choose('Transition', 'write');
    await app.find('textbox', 'my-transition.glsl');
    await eventually(async () =>
      expect(await jointsIn(app)).toEqual([
        'From picture 1 to 2: my-transition.glsl, 0.4 s',
        'From picture 2 to 3: cut.glsl, 0.4 s',
      ]),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('make the film that the command makes, byte for byte', async ({ place }) => {
    const paths = await offerPictures(place);
    const app = await openThree(paths, { ...SPEC, format: 'gif' });
    await app.click('button', 'Wipe 2 → 3');
    await app.fill('Angle', '45');
    await eventually(async () =>
      expect(await transitionsIn(app)).toMatchObject([{}, { angle: 45 }]),
    );
    const command = (await shared(app, 'Command')).replace('npx stillmotion ', '');
    await app.click('button', 'Export');
    await app.click('button', 'Export to a file…');
    await eventually(async () => expect(await textOf(app, 'export-jobs')).toContain('Saved'));
    const film = Buffer.from(await kept(app, 'red.gif'));
    await app.close();
    await place.succeed([...wordsOf(command), '--output', 'film.gif', '--gl', 'swiftshader']);

    expect(film.equals(await readFile(place.path('film.gif')))).toBe(true);
  });
});
