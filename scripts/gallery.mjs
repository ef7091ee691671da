// `npm run gallery`: draws docs/gallery anew: effects.webp, every effect at work on one picture, and a short film of
// each motion. With a part of a name, only what has that in its name, into the folder where one is.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { drawMotions } from './gallery-motions.mjs';
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
const { parseSpec } = await load('src/film/spec.ts');
const { findBrowser } = await load('src/cli/browser/find.ts');
const { openSession } = await load('src/cli/session.ts');
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
  const tiles = await drawTiles(names.filter((name) => name.includes(only ?? '')));
  if (only === undefined) writeFileSync(join(folder, 'effects.webp'), await arrange(tiles));
  else for (const { name, png } of tiles) writeFileSync(join(folder, `${name}.png`), png);
} finally {
  await session.close();
  await server.close();
}

async function drawTiles(chosen) {
  const drawn = [];
  for (const name of chosen) {
    const effects = [landscape, { name }];
    const spec = { size: TILE, frames: FRAMES, motions: [], title: name, effects };
    await session.open(parseSpec(spec), undefined);
    drawn.push({ name, png: await session.still(SHOWN) });
  }
  return drawn;
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
