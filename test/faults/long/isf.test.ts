import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { vertexFileOf } from '../../../src/effects/adapters/isf-vertex.ts';
import { missingFiles } from '../../../src/effects/file-inputs.ts';
import { readEffect } from '../../../src/effects/index.ts';
import { fromBase64 } from '../../browser/base64.ts';
import { type BundledPage, openBundledPage } from '../../browser/bundled-page.ts';
import { smooth, toPng } from '../../browser/pixels.ts';
import { leaveOut } from '../tries.ts';

/** A clone of Vidvox/ISF-Files, none of which is ours to keep. */
const FOLDER = process.env['STILLMOTION_ISF'] ?? '';
const SIZE = { width: 64, height: 48 };

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
  bundled.offer('/first.png', toPng(smooth(SIZE)));
  bundled.offer('/second.png', toPng(smooth(SIZE, 2)));
});
afterAll(() => bundled.close());

/** What is drawn of a shader: nothing where it can't be, and why. */
async function outcome(file: string): Promise<string> {
  const source = readFileSync(join(FOLDER, file), 'utf8');
  const beside = join(FOLDER, vertexFileOf(file));
  const vertex = existsSync(beside) ? readFileSync(beside, 'utf8') : undefined;
  const others = missingFiles(readEffect(source, file, vertex), {});
  const given = Object.fromEntries(others.map(({ name }) => [name, '/second.png']));
  const job = {
    motions: [],
    frames: 9,
    effects: [{ source, ...(vertex && { vertex }), file, ...given }],
  };
  const second = source.includes('"startImage"') ? '/second.png' : undefined;
  const frames = await bundled.page.evaluate(
    (...args) => globalThis.effectsPage.draw(...args),
    '/first.png',
    job,
    [4],
    second,
  );
  return frames.map(fromBase64)[0]?.length === 4 * SIZE.width * SIZE.height ? 'draws' : 'no frame';
}

/** The code, and what was said, without places. */
function reasonOf(error: unknown): string {
  const [first = ''] = String(error).split('\n');
  return first.replace(/^.*?Error: /, '').replace(/^.*?\.[fv]s(?::\d+:\d+)?: /, '');
}

it('ISF files of the corpus draw, or say why not', async (context) => {
  const missing = 'STILLMOTION_ISF names no folder of ISF files';
  leaveOut(context, existsSync(FOLDER) ? undefined : missing);
  const files = readdirSync(FOLDER, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.fs'))
    .toSorted();
  const reasons = new Map<string, string[]>();
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- one graphics context
    const reason = await outcome(file).catch(reasonOf);
    reasons.set(reason, [...(reasons.get(reason) ?? []), file]);
  }
  const drawn = reasons.get('draws')?.length ?? 0;
  console.log(`ISF: ${drawn} of ${files.length}`);
  for (const [reason, names] of reasons)
    if (reason !== 'draws') console.log(`  ${names.length} × ${reason}: ${names.join(', ')}`);
  expect(drawn / files.length).toBeGreaterThanOrEqual(262 / 321);
});
