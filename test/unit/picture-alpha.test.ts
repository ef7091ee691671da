import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { hasAlphaChannel } from '../../src/core/picture/picture-alpha.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/pictures/${name}`, import.meta.url));

it.each([
  'card-rgba.png',
  'card-grey-alpha.png',
  'card-palette-alpha.png',
  'card-alpha.webp',
  'card-smooth-lossy-alpha.webp',
])('%s may be transparent', (name) => {
  expect(hasAlphaChannel(fixture(name))).toBe(true);
});

it.each([
  'card.png',
  'card-palette.png',
  'card-grey.png',
  'card.webp',
  'card-smooth.jpg',
  'card.bmp',
  'card.avif',
])('%s has no alpha channel', (name) => {
  expect(hasAlphaChannel(fixture(name))).toBe(false);
});

it('says nothing of what is cut short', () => {
  expect(hasAlphaChannel(new Uint8Array())).toBe(false);
  expect(hasAlphaChannel(fixture('card-palette-alpha.png').subarray(0, 40))).toBe(false);
});
