import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import { it, missing } from '../cli/program.ts';
import {
  type App,
  eventually,
  frameOf,
  handOver,
  lastFrame,
  openApp,
  openChoices,
  PHOTO,
  select,
  shared,
} from './app.ts';
import { chooseInPrivate, kept, openSound, textOf, tone } from './exported.ts';
import { sharedBrowser } from './page.ts';
import { choose, colorOf, COLORS, NAMES, offerPictures, showsColor, specOf } from './several.ts';
import { keptWork } from './kept-work.ts';
import { writeCode } from './code.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

const listed = ({ page }: App) =>
  page.$$eval('#stack .of-pictures ~ .of-pictures .label', (names) =>
    names.map((name) => name.textContent),
  );

/** As gl-transitions are written. */
const HALF = `uniform float tint; // = 0.0
vec4 transition(vec2 uv) {
  vec4 color = progress < 0.5 ? getFromColor(uv) : getToColor(uv);
  return progress < 0.5 ? color : mix(color, vec4(0.0, 0.0, 1.0, 1.0), tint);
}
`;

const FPS = { numerator: 10, denominator: 1 };

describe('several pictures in the page', () => {
  it('follow one another, are sorted, and are one again', async ({ place }) => {
    const paths = await offerPictures(place);
    const app = await openApp(browser, { ...PHOTO, spec: { fps: FPS } });
    await choose(app, '#file', paths);
    await eventually(async () => expect(await listed(app)).toEqual(NAMES));
    expect(await app.page.$eval('#picture-name', (name) => name.textContent)).toBe(
      '3 pictures · 96×64',
    );
    expect(await lastFrame(app)).toBe(119);
    await app.fill('Each', '1');
    await eventually(async () => expect(await lastFrame(app)).toBe(29));
    await showsColor(app, 0, COLORS['red.png']);
    await showsColor(app, 12, COLORS['green.png']);
    await showsColor(app, 29, COLORS['blue.png']);
    // Half of the second is the transition: in its middle both.
    await eventually(async () => {
      const [, green, blue] = await colorOf(app, 17);
      expect(Math.min(green, blue)).toBeGreaterThan(40);
    });

    await select(app, 'Fade');
    await app.fill('Takes', '0.4');
    await app.choose('Transition', 'wipe');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ name: 'wipe', duration: 0.4 }]),
    );
    await openChoices(app, 'Pictures');
    await (await app.find('button', 'Move up blue.png')).focus();
    await app.page.keyboard.press('Enter');
    await eventually(async () =>
      expect(await listed(app)).toEqual(['red.png', 'blue.png', 'green.png']),
    );
    // Whoever goes on has it under the same key.
    expect(await app.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Move up blue.png',
    );
    await showsColor(app, 12, COLORS['blue.png']);
    await app.click('button', 'Undo');
    await eventually(async () => expect(await listed(app)).toEqual(NAMES));
    expect(await shared(app, 'Command')).toMatch(
      /^npx stillmotion render red\.png green\.png blue\.png .*--each 1 .*--transition .?wipe:.*duration=0\.4/,
    );
    // The timeline has where one goes over into the next.
    expect(await app.page.$$eval('.film-joint', (joints) => joints.length)).toBe(2);
    await app.click('button', 'Remove red.png');
    await eventually(async () => expect(await listed(app)).toEqual(NAMES.slice(1)));
    await app.click('button', 'Remove green.png');
    await eventually(async () =>
      expect(await app.page.$eval('#picture-name', (name) => name.textContent)).toBe(
        'blue.png · 96×64',
      ),
    );
    expect(await specOf(app)).not.toHaveProperty('pictures');
    await showsColor(app, 3, COLORS['blue.png']);
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('have seconds, a title, a motion and a place of their own, chosen in list and timeline', async ({
    place,
  }) => {
    const paths = await offerPictures(place);
    const app = await openApp(browser, { spec: { fps: FPS } });
    await choose(app, '#file', paths);
    await app.fill('Each', '1');
    await eventually(async () => expect(await lastFrame(app)).toBe(29));
    await app.click('button', 'Picture 2: green.png');
    // What is chosen is seen, and is open in the list.
    await eventually(async () => expect(await frameOf(app)).toBe(10));
    await app.fill('Its seconds', '2');
    await eventually(async () => expect(await lastFrame(app)).toBe(39));
    await showsColor(app, 35, COLORS['blue.png']);
    await app.fill('Its title', 'Rome');
    await app.fill('Its position', '0% 100%');
    await (await app.find('switch', 'Its motion')).focus();
    await app.page.keyboard.press('Space');
    await app.choose('Add a motion of its own', 'zoom');
    // The film has a motion of that name, too.
    await app.page.focus('#parameters [aria-label="Remove Ken Burns"]');
    await app.page.keyboard.press('Enter');
    await app.page.focus('#own-motions-0-to');
    await app.page.keyboard.type('2');
    await app.page.keyboard.press('Tab');
    const own = {
      file: 'green.png',
      hold: 2,
      title: 'Rome',
      position: [0, 1],
      motions: [{ kind: 'zoom', to: 2 }],
    };
    await eventually(async () =>
      expect((await specOf(app)).pictures).toMatchObject([
        { file: 'red.png' },
        own,
        { file: 'blue.png' },
      ]),
    );
    // Options of the command line are for all pictures.
    expect(await shared(app, 'Command')).toBe('npx stillmotion render --spec film.json');
    // What is given away as JSON is taken again, beside the pictures that it is about.
    const given = await shared(app, 'Spec (JSON)');
    await app.fill('Its title', 'Paris');
    await handOver(app, 'paste', { text: given });
    await eventually(async () => expect((await specOf(app)).pictures?.[1]?.title).toBe('Rome'));
    await handOver(app, 'paste', { text: '{"pictures":[{"file":"a.jpg"},{}]}' });
    await eventually(async () =>
      expect(await app.page.$eval('#alerts', (alerts) => alerts.textContent)).toMatch(
        /2 pictures \(a\.jpg, number 2\), and 3 are open/,
      ),
    );
    // It goes with its picture, and with undo and redo.
    await openChoices(app, 'Pictures');
    await app.click('button', 'Move up green.png');
    await eventually(async () => expect((await specOf(app)).pictures).toMatchObject([own, {}, {}]));
    for (const _ of [1, 2]) await app.click('button', 'Undo');
    await eventually(async () => expect((await specOf(app)).pictures?.[1]?.title).toBe('Paris'));
    // A length of the whole is shared; who gives a picture its own again leaves the others theirs.
    await app.fill('Its seconds', '');
    await app.fill('Each', '');
    await app.fill('Duration', '6');
    await eventually(async () => expect(await lastFrame(app)).toBe(59));
    await app.click('button', 'red.png');
    await app.fill('Its seconds', '1');
    await eventually(async () => expect(await lastFrame(app)).toBe(49));
    expect(await specOf(app)).toMatchObject({ each: 2, pictures: [{ hold: 1 }, {}, {}] });
    // What can't be is said where it was asked for.
    await app.fill('Its seconds', 'long');
    await eventually(async () =>
      expect(await app.page.$eval('#option-own-each-problem', (at) => at.textContent)).toMatch(
        /number/,
      ),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('become a film with a song, which they share', async ({ place }) => {
    const paths = await offerPictures(place);
    await writeFile(place.path('tone.wav'), tone());
    const app = await openApp(browser, {
      ...PHOTO,
      spec: { format: 'mov', fps: FPS },
      prepare: chooseInPrivate,
    });
    await choose(app, '#file', paths);
    await eventually(async () => expect(await listed(app)).toEqual(NAMES));
    await openSound(app, place.path('tone.wav'));
    await eventually(async () =>
      expect(await textOf(app, 'export-panel')).toContain('15 frames, 1.5 s'),
    );
    await app.click('button', 'Export to a file…');
    await eventually(async () =>
      expect(await textOf(app, 'export-jobs')).toMatch(/PSNR|no difference|not measured/),
    );
    expect(await textOf(app, 'export-jobs')).not.toContain('not measured');
    expect(app.errors).toEqual([]);
    const film = place.path('red.mov');
    await writeFile(film, Buffer.from(await kept(app, 'red.mov')));
    await app.close();
    if (missing('ffprobe')) return;
    const entries = [
      '-show_entries',
      'stream=codec_type,nb_read_frames,duration',
      '-of',
      'csv=p=0',
    ];
    const told = execFileSync('ffprobe', [
      '-v',
      'error',
      '-count_frames',
      ...entries,
      film,
    ]).toString();
    expect(told).toMatch(/video,1\.5\d*,15/);
    expect(told).toMatch(/audio,1\.5/);
  });

  it('go over into the next by somebody’s own code, which has controls and is edited', async ({
    place,
  }) => {
    const paths = await offerPictures(place);
    const app = await openApp(browser, { spec: { fps: FPS } });
    const drop = (text: string) =>
      handOver(app, 'drop', { bytes: new TextEncoder().encode(text), names: ['half.glsl'] });
    // What one picture has is no transition; its effect is one.
    await drop(HALF);
    await eventually(async () =>
      expect(await app.page.$eval('#alerts', (alerts) => alerts.textContent)).toMatch(
        /half\.glsl goes from one picture to another/,
      ),
    );
    await choose(app, '#file', paths.slice(0, 2));
    await app.fill('Each', '1');
    await eventually(async () => expect(await lastFrame(app)).toBe(19));
    await drop(HALF);
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ file: 'half.glsl', tint: 0 }]),
    );
    await app.fill('Takes', '0.4');
    // Behind the middle of the way it shows the other picture, in so much blue.
    await app.fill('Tint', '1');
    await eventually(async () => expect((await colorOf(app, 9))[2]).toBeGreaterThan(200));
    await showsColor(app, 7, COLORS['red.png']);
    await app.click('button', 'Edit the transition as code');
    await app.find('textbox', 'half.glsl');
    await writeCode(app, HALF.replaceAll('progress < 0.5', 'progress < 0.0'));
    await eventually(async () => expect((await colorOf(app, 7))[2]).toBeGreaterThan(200));
    // Its values stay while its text has them.
    expect((await specOf(app)).transitions).toMatchObject([{ tint: 1, duration: 0.4 }]);
    expect(await shared(app, 'Link')).not.toContain('getFromColor');
    await app.page.click('.code-panel [aria-label="Close"]');
    await app.choose('Transition', 'wipe');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ name: 'wipe', duration: 0.4 }]),
    );
    await app.fill('Angle', '90');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ name: 'wipe', angle: 90 }]),
    );
    await app.click('button', 'Undo');
    await app.click('button', 'Undo');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([{ file: 'half.glsl' }]),
    );
    await app.choose('Transition', 'write');
    await app.find('textbox', 'my-transition.glsl');
    await eventually(async () =>
      expect((await specOf(app)).transitions).toMatchObject([
        { file: 'my-transition.glsl', softness: 0.2 },
      ]),
    );
    expect(app.errors).toEqual([]);
    await app.close();
  });

  it('are there again when the page is', async ({ place }) => {
    const paths = await offerPictures(place);
    const app = await openApp(browser, { spec: { fps: FPS } });
    await choose(app, '#file', paths.slice(0, 2));
    await app.fill('Each', '1');
    await eventually(async () => expect(await listed(app)).toEqual(NAMES.slice(0, 2)));
    await eventually(async () => {
      const work = await keptWork(app);
      expect(work?.draft).toHaveProperty('each');
      expect(work?.names).toEqual(NAMES.slice(0, 2));
    });
    await app.page.reload();
    await eventually(async () => expect(await listed(app)).toEqual(NAMES.slice(0, 2)));
    await showsColor(app, 19, COLORS['green.png']);
    expect(app.errors).toEqual([]);
    await app.close();
  });
});
