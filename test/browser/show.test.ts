import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BundledPage, openBundledPage } from './bundled-page.ts';

let bundled: BundledPage;
beforeAll(async () => {
  bundled = await openBundledPage('test/browser/show-page.ts');
});
afterAll(() => bundled.close());

const play = (count: number, rows: number) =>
  bundled.page.evaluate((...args) => globalThis.showPage.play(...args), count, rows);

it.each([1, 2, 4])(
  'any number of pictures takes no more memory than four, and each is decoded once: %i GOPs at once',
  async (rows) => {
    const few = await play(4, rows);
    const many = await play(12, rows);
    expect(many.sums.length).toBe(48);
    expect(many.loads).toBe(12);
    expect(many.textures).toBe(few.textures);
    // Two pictures, what both are drawn into, and what the one that is coming is made from.
    expect(many.textures).toBeLessThanOrEqual(7 + rows);
    // While one is brought to the GPU, none is decoded ahead.
    expect(many.bitmaps).toBe(1);
    expect([many.left, many.open]).toEqual([few.left, 0]);
    expect(many.left).toBeLessThanOrEqual(1);
  },
);

it('its frames are the same however many GOPs are made at once', async () => {
  const [one, two] = [await play(9, 1), await play(9, 2)];
  expect(two.sums).toEqual(one.sums);
  expect(new Set(one.sums).size).toBeGreaterThan(9);
});

it('frames that are made again are the same while later ones are at their transition', async () => {
  // Four frames a picture, whose last two go over into the next.
  const [again, meanwhile] = [
    { first: 0, last: 6 },
    { first: 7, last: 13 },
  ];
  const { first, second, later } = await bundled.page.evaluate(
    (...args) => globalThis.showPage.playAgain(5, ...args),
    again,
    meanwhile,
  );
  expect(second).toEqual(first);
  const { sums } = await play(5, 1);
  expect([...first, ...later].map(({ sum }) => sum)).toEqual(sums.slice(0, 14));
});
