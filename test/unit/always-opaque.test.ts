import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isAlwaysOpaque } from '../../src/core/picture/always-opaque.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/pictures/${name}`, import.meta.url));

it.each(['card.png', 'card-palette.png', 'card-grey.png', 'card-smooth.jpg'])(
  '%s knows no transparency',
  (name) => expect(isAlwaysOpaque(fixture(name))).toBe(true),
);

it.each([
  'card-rgba.png',
  'card-grey-alpha.png',
  'card-palette-alpha.png',
  'card.webp',
  'card-alpha.webp',
  'card.bmp',
  'card.avif',
])('the pixels of %s are to be looked at', (name) =>
  expect(isAlwaysOpaque(fixture(name))).toBe(false),
);

it('says so of nothing that is cut short', () => {
  expect(isAlwaysOpaque(new Uint8Array())).toBe(false);
  expect(isAlwaysOpaque(fixture('card.png').subarray(0, 25))).toBe(false);
});
