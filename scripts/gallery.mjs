// `npm run gallery`: draws docs/gallery anew: effects.webp, every effect at work on one picture, and a short film of
// each motion and each transition. With a part of a name, only what has that in its name, into the folder where one is.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { createServer } from 'vite';
import { drawMotions } from './gallery-motions.mjs';
import { drawTransitions } from './gallery-transitions.mjs';
import { prepare, ROOT } from './setup.mjs';

const TILE = { width: 320, height: 214 };
const COLUMNS = 5;
/** Of a film; most effects have done something by then. */
const FRAMES = 60;
const SHOWN = 17;

prepare();
const server = await createServer({
  root: ROOT,
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
});
const load = (file) => server.ssrLoadModule(`/${file}`);
const { EFFECT_NAMES, findEffect } = await load('src/effects/index.ts');
const { FAMILIES } = await load('src/effects/effect.ts');
const { fileNamesIn } = await load('src/film/carried/spec-files.ts');
const { parseSpec } = await load('src/film/spec/spec.ts');
const { findBrowser } = await load('src/cli/browser/find.ts');
const { openSession } = await load('src/cli/session/session.ts');
const { startChromium } = await load('test/chromium.ts');

const source = readFileSync(join(ROOT, 'docs/gallery/landscape.glsl'), 'utf8');
const candidate = await findBrowser(undefined);
const sandbox = process.getuid?.() !== 0;

const families = Object.keys(FAMILIES);
const familyOf = (name) => families.indexOf(findEffect(name).about.families[0]);
const names = EFFECT_NAMES.toSorted((a, b) => familyOf(a) - familyOf(b));
const only = process.argv[2];
const folder = only === undefined ? join(ROOT, 'docs/gallery') : process.cwd();
const landscape = { source, file: 'landscape.glsl' };

const session = await openSession({
  candidate,
  gl: 'auto',
  sandbox,
  timeout: 60,
  onNote: () => {},
});
try {
  await drawMotions(load, session, landscape, folder, only);
  await drawTransitions(load, session, landscape, folder, only);
  const tiles = await drawTiles(names.filter((name) => name.includes(only ?? '')));
  if (only === undefined) writeFileSync(join(folder, 'effects.webp'), await arrange(tiles));
  else for (const { name, png } of tiles) writeFileSync(join(folder, `${name}.png`), png);
} finally {
  await session.close();
  await server.close();
}

async function drawTiles(chosen) {
  const drawn = [];
  const inputs = writeInputs();
  for (const name of chosen) {
    const effects = [landscape, { name, ...filesOf(name, inputs) }];
    const spec = { size: TILE, frames: FRAMES, motions: [], title: name, effects };
    const parsed = parseSpec(spec);
    await session.open(parsed, undefined, fileNamesIn(parsed));
    drawn.push({ name, png: await session.still(SHOWN) });
  }
  rmSync(dirname(inputs.map), { recursive: true });
  return drawn;
}

/** Files for the effects that read some: a depth map of the landscape, and a table that cools it down. */
function writeInputs() {
  const place = mkdtempSync(join(tmpdir(), 'stillmotion-gallery-'));
  const inputs = { map: join(place, 'depth.png'), cube: join(place, 'cool.cube') };
  writeFileSync(inputs.map, drawDepth());
  const lines = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => {
    const [r, g, b] = [n & 1, (n >> 1) & 1, n >> 2];
    return `${0.8 * r + 0.05 * b} ${0.9 * g + 0.06} ${0.75 * b + 0.2 * g + 0.05}`;
  });
  writeFileSync(inputs.cube, `LUT_3D_SIZE 2\n${lines.join('\n')}\n`);
  return inputs;
}

function filesOf(name, inputs) {
  const files = findEffect(name).inputs.filter(({ type }) => type === 'file');
  return Object.fromEntries(files.map(({ parameter }) => [parameter.name, inputs[parameter.form]]));
}

/** The sky is far, and the ground comes nearer row by row. */
function drawDepth() {
  const { width, height } = TILE;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    data.fill(
      Math.round(255 * Math.max(0, (y / height - 0.35) / 0.65)),
      y * width,
      (y + 1) * width,
    );
  return encode({ width, height, data, channels: 1 });
}

/** Puts pictures side by side, as WebP, which only a browser writes. */
async function arrange(pictures) {
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    const urls = pictures.map(({ png }) => `data:image/png;base64,${png.toString('base64')}`);
    const webp = await page.evaluate(sheet, urls, TILE, COLUMNS);
    return Buffer.from(webp, 'base64');
  } finally {
    await browser.close();
  }
}

/* global document, Image -- this runs in the page */
async function sheet(urls, { width, height }, columns) {
  const canvas = document.createElement('canvas');
  canvas.width = columns * width;
  canvas.height = Math.ceil(urls.length / columns) * height;
  const context = canvas.getContext('2d');
  for (const [n, url] of urls.entries()) {
    const image = new Image();
    image.src = url;
    await image.decode();
    context.drawImage(image, (n % columns) * width, Math.floor(n / columns) * height);
  }
  return canvas.toDataURL('image/webp', 0.82).split(',')[1];
}
