import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BundledPage, openBundledPage } from './bundled-page.ts';

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/show-page.ts');
});
afterAll(() => bundled.close());

it('any number of pictures takes no more memory than four, and each is decoded once', async () => {
  const play = (count: number) =>
    bundled.page.evaluate((pictures) => globalThis.showPage.play(pictures), count);
  const few = await play(4);
  const many = await play(12);
  expect(many.drawn).toBe(48);
  expect(many.loads).toBe(12);
  expect(many.textures).toBe(few.textures);
  // Two pictures, what both are drawn into, and what the one that is coming is made from.
  expect(many.textures).toBeLessThanOrEqual(8);
  // While one is brought to the GPU, none is decoded ahead.
  expect(many.bitmaps).toBe(1);
  expect([many.left, many.open]).toEqual([few.left, 0]);
  expect(many.left).toBeLessThanOrEqual(1);
});
