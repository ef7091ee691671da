import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';
import { beforeAll, describe, expect } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import { succeedHere } from '../cli/in-process.ts';
import { it, type Place } from '../cli/program.ts';
import { type App, eventually, handOver, openApp, shared } from './app.ts';
import { chooseInPrivate, kept, openSound, textOf, tone } from './exported.ts';
import { kinds } from '../faults/tries.ts';
import { sharedBrowser } from './page.ts';
import { paint, smooth, toPng } from './pixels.ts';
import { choose } from './several.ts';

// The page's film is the command line's: each spec is given to the page, which exports its film and says the command for
// it, and what that makes is the same file.

let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});

interface Row {
  readonly name: string;
  readonly spec: SpecInput;
  readonly pictures?: readonly string[];
  readonly sound?: boolean;
}

const SIZE = { width: 96, height: 64 };
/** What draws attention lies beside the middle. */
const spot = (left: number, top: number) =>
  paint(SIZE, (x, y) =>
    Math.hypot(x - left, y - top) < 9 ? [240, 220, 30] : [40 + (x % 8), 60, 70 + (y % 5)],
  );
const PICTURES = {
  'a.png': () => toPng(spot(70, 20)),
  'b.png': () => toPng(spot(20, 48)),
  'c.png': () => toPng(smooth({ width: 48, height: 80 })),
  'hole.png': () =>
    toPng(paint(SIZE, (x, y) => [200, 60, 30, x > 24 && x < 60 && y > 20 ? 0 : 255])),
};

const TEN = { numerator: 10, denominator: 1 };
const SHORT: SpecInput = { fps: TEN, frames: 4 };
const KEN_BURNS = { motions: [{ kind: 'kenburns' }] };
const SHOW: SpecInput = { fps: TEN, each: 0.4 };
const SEVERAL = ['a.png', 'b.png', 'c.png'];

const SHADER = 'vec4 effect(vec2 uv) { return image(uv + 0.03 * sin(9.0 * uv.yx + progress)); }';

const MOTIONS: readonly string[] = [
  'roll:step=3,axis=y',
  'pan',
  'zoom:to=1.3,about=auto',
  'kenburns',
  'kenburns:back=on,ease=ease-in-out',
  'rotate',
  'spiral',
  'sway',
  'orbit',
  'shake',
  'tilt',
  'mirror-tile',
];

const ROWS: readonly Row[] = [
  { name: 'Ken Burns of several pictures', spec: { ...SHOW, ...KEN_BURNS }, pictures: SEVERAL },
  {
    name: 'several pictures that close, with transitions',
    spec: { ...SHOW, transitions: [{ name: 'fade', duration: 0.2 }], closed: true },
    pictures: SEVERAL,
  },
  { name: 'a sound', spec: { fps: TEN, ...KEN_BURNS, audioFade: 0.1, volume: -3 }, sound: true },
  { name: 'a hole, kept', spec: { ...SHORT, format: 'gif', codec: 'gif' }, pictures: ['hole.png'] },
  ...MOTIONS.map((text) => ({ name: text, spec: { ...SHORT, motions: readMotions(text) } })),
  { name: '9:16', spec: { ...SHORT, ...KEN_BURNS, canvas: '9:16' } },
  {
    name: '9:16 of several',
    spec: { ...SHOW, canvas: '9:16', position: 'auto' },
    pictures: SEVERAL,
  },
  { name: 'a position by itself', spec: { ...SHORT, canvas: '1:1', position: 'auto' } },
  { name: 'a focus', spec: { ...SHORT, ...KEN_BURNS, focus: [0.2, 0.3] } },
  { name: 'a crop', spec: { ...SHORT, ...KEN_BURNS, crop: '50%x50%+25%+25%' } },
  { name: 'a crop of several', spec: { ...SHOW, crop: '40x40+4+2' }, pictures: SEVERAL },
  { name: 'a size', spec: { ...SHORT, size: { width: 48, height: 32 } } },
  { name: 'a frame within', spec: { ...SHORT, canvas: '1:1', fit: 'contain', background: 'blur' } },
  {
    // As H.264 it would be one of the frames that the browser’s encoder cuts by the clock.
    name: 'the figure',
    spec: { ...SHORT, layout: 'figure', title: 'Frame {f}', format: 'gif', codec: 'gif' },
  },
  { name: 'a title', spec: { ...SHORT, title: 'Café {t} s' } },
  { name: 'effects', spec: { ...SHORT, effects: [{ name: 'grain' }, { name: 'vignette' }] } },
  {
    name: 'a shader of their own',
    spec: { ...SHORT, effects: [{ source: SHADER, file: 'mine.glsl' }] },
  },
  { name: 'samples', spec: { ...SHORT, samples: 2, shutter: 180, filter: 'cubic' } },
  {
    name: 'samples of several',
    spec: { ...SHOW, samples: 2, shutter: 180, title: '{f}', transitions: [{ name: 'wipe' }] },
    pictures: SEVERAL,
  },
  { name: 'a hole, filled', spec: SHORT, pictures: ['hole.png'] },
  {
    name: 'a hole in video',
    spec: { ...SHORT, format: 'webm', codec: 'vp9' },
    pictures: ['hole.png'],
  },
  {
    name: 'a hole in one of two',
    spec: { ...SHOW, format: 'gif', codec: 'gif' },
    pictures: ['hole.png', 'a.png'],
  },
  { name: 'AV1', spec: { ...SHORT, codec: 'av1' } },
  { name: 'all colours', spec: { ...SHORT, codec: 'vp9', chroma: '444' } },
  { name: 'ten bits', spec: { ...SHORT, codec: 'vp9', depth: 10 } },
  {
    name: 'ten bits with effects and a title',
    spec: { ...SHORT, codec: 'vp9', depth: 10, title: '{f}', effects: [{ name: 'bloom' }] },
  },
  { name: 'an encoder', spec: { ...SHORT, encoder: 'webcodecs' } },
  { name: 'APNG', spec: { ...SHORT, format: 'apng', codec: 'png' } },
  { name: 'animated WebP', spec: { ...SHORT, format: 'webp', codec: 'webp' } },
  { name: 'a page', spec: { ...SHORT, ...KEN_BURNS, format: 'html', codec: 'scene' } },
  {
    name: 'a page of several',
    spec: { ...SHOW, ...KEN_BURNS, format: 'html', codec: 'scene' },
    pictures: SEVERAL,
  },
  { name: 'loops of a part', spec: { ...SHORT, loops: 3, range: { first: 1, last: 2 }, hold: 2 } },
  { name: 'a sound, over and over', spec: { ...SHORT, frames: 12, audioLoop: true }, sound: true },
  {
    name: 'a sound under several',
    spec: { fps: TEN, ...KEN_BURNS },
    pictures: SEVERAL,
    sound: true,
  },
  {
    name: 'settings of their own',
    spec: {
      ...SHOW,
      pictures: [
        { file: 'a.png', motions: [{ kind: 'kenburns' }], focus: [0.2, 0.3] },
        { file: 'b.png', title: 'B', position: 'auto' },
        { file: 'c.png', hold: 0.7, crop: '40x40+4+2' },
      ],
    },
    pictures: SEVERAL,
  },
];

async function exportedBy(app: App): Promise<Buffer> {
  if (await app.page.$('body:not(.exporting)')) await app.click('button', 'Export');
  await app.click('button', 'Export to a file…');
  await eventually(async () => expect(await textOf(app, 'export-jobs')).toContain('Saved'));
  const [name = ''] = await app.page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const key of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
      names.push(key);
    return names;
  });
  return Buffer.from(await kept(app, name));
}

/** Words as a shell has them. */
const wordsOf = (command: string) =>
  execFileSync('sh', ['-c', `printf '%s\\n' ${command}`])
    .toString()
    .trimEnd()
    .split('\n');

async function compare(place: Place, { spec, pictures = ['a.png'], sound }: Row): Promise<void> {
  for (const [name, make] of Object.entries(PICTURES)) await writeFile(place.path(name), make());
  await writeFile(place.path('mine.glsl'), SHADER);
  if (sound) await writeFile(place.path('tone.wav'), tone(0.5));
  const app = await openApp(browser, { prepare: chooseInPrivate });
  await choose(
    app,
    '#file',
    pictures.map((name) => place.path(name)),
  );
  await app.find('button', '{ } Write a shader');
  const listed = pictures.length > 1 ? { pictures: pictures.map((file) => ({ file })) } : {};
  if (sound) await openSound(app, place.path('tone.wav'));
  await handOver(app, 'paste', { text: JSON.stringify({ ...listed, ...spec }) });
  await eventually(async () => expect(await textOf(app, 'messages')).toContain('Opened the text.'));
  const command = (await shared(app, 'Command')).replace('npx stillmotion ', '');
  await writeFile(place.path('film.json'), await shared(app, 'Spec (JSON)'));
  const film = await exportedBy(app);
  expect(app.errors).toEqual([]);
  await app.close();
  const output = `film.${spec.format ?? 'mp4'}`;
  await succeedHere(place, [...wordsOf(command), '--output', output, '--gl', 'swiftshader']);
  const made = await readFile(place.path(output));
  expect(film.equals(made)).toBe(true);
}

describe('the page makes the film that the command makes, byte for byte', () => {
  it.for(kinds(ROWS, 4))('$name', async (row, { place }) => compare(place, row));
});
