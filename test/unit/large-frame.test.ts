import { expect, it } from 'vitest';
import { describeLargeFrame } from '../../src/film/frame/large-frame.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';

const PHOTO = { width: 4032, height: 3024 };

it('names what is quicker than a film as large as a camera’s pictures', () => {
  expect(describeLargeFrame(parseSpec({}), PHOTO)).toBe(
    'The film is as large as its first picture, 4032x3024; with --canvas 1080p it has 6 times fewer pixels, is made sooner, and any player shows it.',
  );
});

it('says nothing of usual frames, nor of what was asked for', () => {
  expect(describeLargeFrame(parseSpec({}), { width: 3840, height: 2160 })).toBeUndefined();
  expect(describeLargeFrame(parseSpec({ canvas: PHOTO }), PHOTO)).toBeUndefined();
  expect(describeLargeFrame(parseSpec({ layout: 'figure' }), PHOTO)).toBeUndefined();
});
