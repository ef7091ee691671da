// For `npm run gallery`: docs/gallery/NAME.webp, every transition of ours as a short film between two pictures.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './setup.mjs';

const FRAME = { width: 160, height: 107 };
/** It goes there and back, and stands between for a moment. */
const SHOW = { each: 1.2, closed: true, fps: { numerator: 10, denominator: 1 }, motions: [] };
const DURATION = 0.9;
/** The second picture: the same place at another time. */
const LATER = { name: 'hue', angle: 150 };

/**
 * @param load brings a module of ours
 * @param effect what paints the first picture
 * @param only names that have this in them
 */
export async function drawTransitions(load, session, effect, folder, only = '') {
  const { EFFECT_NAMES, findEffect } = await load('src/effects/index.ts');
  const { showsSecond } = await load('src/effects/effect.ts');
  const { parseSpec } = await load('src/film/spec/spec.ts');
  const names = EFFECT_NAMES.filter((name) => showsSecond(findEffect(name)));
  const own = mkdtempSync(join(tmpdir(), 'stillmotion-gallery-'));
  try {
    for (const [file, effects] of Object.entries({ 'a.png': [effect], 'b.png': [effect, LATER] })) {
      await session.open(parseSpec({ size: FRAME, motions: [], effects }), undefined);
      writeFileSync(join(own, file), await session.still(0));
    }
    for (const name of names.filter((each) => each.includes(only))) {
      const pictures = [{ file: 'a.png' }, { file: 'b.png' }];
      const spec = { ...SHOW, pictures, transitions: [{ name, duration: DURATION }] };
      writeFileSync(join(own, 'show.json'), JSON.stringify(spec));
      const film = join(folder, `${name}.webp`);
      const command = ['render', '--spec', 'show.json', '--quiet', '-o', film];
      execFileSync('node', [join(ROOT, 'dist/cli.js'), ...command], { cwd: own, stdio: 'inherit' });
    }
  } finally {
    rmSync(own, { recursive: true });
  }
}
