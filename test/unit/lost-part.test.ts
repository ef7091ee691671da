import { expect, it } from 'vitest';
import { describeLostParts } from '../../src/film/frame/lost-part.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';

const WIDE = { width: 4000, height: 3000 };
const TALL = { width: 3000, height: 4000 };
const NAMES = ['a.jpg', 'b.jpg', 'c.jpg'];

it('names a portrait that a wide frame cuts in half', () => {
  expect(describeLostParts(parseSpec({ canvas: '1080p' }), [WIDE, TALL, WIDE], NAMES)).toBe(
    'b.jpg loses more than a third of itself, as it covers the frame; --fit contain --background blur shows all of every picture.',
  );
});

it('says nothing of a quarter, nor of what was asked for', () => {
  const all = [WIDE, TALL, TALL];
  expect(describeLostParts(parseSpec({ canvas: '1080p' }), [WIDE, WIDE], NAMES)).toBeUndefined();
  for (const fit of ['cover', 'contain', 'stretch', 'none'])
    expect(describeLostParts(parseSpec({ canvas: '1080p', fit }), all, NAMES)).toBeUndefined();
  expect(describeLostParts(parseSpec({ layout: 'figure' }), all, NAMES)).toBeUndefined();
});
