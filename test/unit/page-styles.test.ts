import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const STYLES = new URL('../../src/page/styles/', import.meta.url);

it('the page has one rule for what is read out and not shown', () => {
  const sheets = readdirSync(STYLES).map((name) => readFileSync(new URL(name, STYLES), 'utf8'));
  expect(sheets.join('\n').match(/clip-path: inset\(50%\)/g)).toEqual(['clip-path: inset(50%)']);
});
