import type { CDPSession } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';

let bundled: BundledPage;
let heap: CDPSession;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/live-page.ts');
  heap = await bundled.page.createCDPSession();
  await heap.send('HeapProfiler.enable');
});
afterAll(() => bundled.close());

/** How many frames are looked at in one go. */
const BATCH = 1000;
/** So many batches at most until the engine has compiled what it runs over and over. */
const LONGEST_WARM_UP = 20;

/** B: the engine may box a number or two, 12 each, that functions hand on; more than a small object it is not. */
const NOTHING = 30;

const show = (frames: number) =>
  bundled.page.evaluate((count) => globalThis.livePage.show(count), frames);

/** What is allocated for a frame, bytes by function; whatever was collected since counts, too. */
async function allocationsPerFrame(): Promise<Map<string, number>> {
  await heap.send('HeapProfiler.startSampling', {
    samplingInterval: 64,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await show(BATCH);
  const { profile } = await heap.send('HeapProfiler.stopSampling');
  const bytes = new Map<string, number>();
  const rest = [profile.head];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    const { functionName, lineNumber } = node.callFrame;
    const name = `${functionName}:${lineNumber}`;
    bytes.set(name, (bytes.get(name) ?? 0) + node.selfSize / BATCH);
    rest.push(...node.children);
  }
  return bytes;
}

function total(bytes: ReadonlyMap<string, number>): number {
  return [...bytes.values()].reduce((sum, each) => sum + each, 0);
}

describe('a film that plays on', () => {
  it.each<[string, SpecInput, number]>([
    ['allocates nothing for a frame', {}, NOTHING],
    ['nor does one in a figure', { layout: 'figure', canvas: { width: 64, height: 48 } }, NOTHING],
    ['nor one by parts of a pixel', { motion: { kind: 'roll', axis: 'y', step: 0.3 } }, NOTHING],
    ['with a title, little more than what its number is written in', { title: '{f:3d}' }, 400],
  ])('%s', async (_, spec, most) => {
    const size = { width: 64, height: 48 };
    await bundled.page.evaluate((job) => globalThis.livePage.open(job), { size, ...spec });
    await show(3 * BATCH);
    let bytes = await allocationsPerFrame();
    for (let n = 0; total(bytes) > most && n < LONGEST_WARM_UP; n++)
      bytes = await allocationsPerFrame();
    const where = JSON.stringify([...bytes].filter(([, each]) => each > 1));
    expect(total(bytes), `bytes by function: ${where}`).toBeLessThan(most);
    expect(await show(1)).toBeGreaterThan(4 * BATCH);
    expect(bundled.errors).toEqual([]);
  });
});
