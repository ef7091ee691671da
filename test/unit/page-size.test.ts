import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { firstFiles } from '../first-files.ts';

/** Compressed, bytes. */
const MOST = 150_000;

it('the page loads at most 150 KB, compressed, before its first picture moves', () => {
  const files = [...firstFiles()];
  expect(files.length).toBeGreaterThan(5);
  const sizes = files.map(([name, bytes]) => ({ name, size: gzipSync(bytes).length }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  const largest = sizes.toSorted((a, b) => b.size - a.size).slice(0, 5);
  expect(total, `the largest: ${JSON.stringify(largest)}`).toBeLessThanOrEqual(MOST);
});
