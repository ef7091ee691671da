import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BundledPage, openBundledPage } from '../../browser/bundled-page.ts';
import { EXCEPTIONS, FILES, openJudge } from '../../browser/gl-transitions.ts';

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/effects-page.ts');
});
afterAll(() => bundled.close());

it('all of gl-transitions run unchanged, by their own rule but for those that break it themselves', async () => {
  const judge = await openJudge(bundled);
  const faults: Record<string, string> = {};
  for (const file of FILES) {
    // oxlint-disable-next-line no-await-in-loop -- one graphics context
    const fault = await judge(file).catch((error: unknown) => String(error).split('\n')[0]);
    if (fault !== undefined) faults[file] = fault;
  }
  console.log(`gl-transitions: ${FILES.length - Object.keys(faults).length} of ${FILES.length}`);
  expect(FILES).toHaveLength(125);
  expect(faults).toEqual(EXCEPTIONS);
});
