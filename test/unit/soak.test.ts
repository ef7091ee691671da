import { expect, it } from 'vitest';
import { growthOf, growsBy } from '../faults/long/soak.ts';
import { randomFrom } from '../browser/pixels.ts';

/** Sizes as looks at a page show them, which holds more or less at each. */
function looksAt(growth: number): number[] {
  const random = randomFrom(3);
  return Array.from({ length: 35 }, (_, n) => 6e6 + growth * n + 8e5 * random());
}

it('sees what grows by a little each time, where each look alone shows more or less', () => {
  const creeping = looksAt(24_000);
  expect(growsBy(0.01, creeping)).toBe(false);
  expect(growthOf(creeping)).toBeGreaterThan(15_000);
  expect(Math.abs(growthOf(looksAt(0)))).toBeLessThan(8000);
});

it('takes no single look for growth', () => {
  expect(growthOf([5, 5, 5, 900, 5, 5, 5])).toBe(0);
  expect(growthOf([1, 3, 5, 7])).toBe(2);
  expect(() => growthOf([1])).toThrow('nothing was measured');
});
