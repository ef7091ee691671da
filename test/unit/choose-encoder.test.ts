import { describe, expect, it } from 'vitest';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';

const planOf = (spec: SpecInput, width = 640, height = 480) =>
  planFilm(planRender(parseSpec(spec), { width, height }));

const roll = (step: number, axis: 'x' | 'y' = 'x') => ({ motion: { kind: 'roll', step, axis } });

describe('the encoder rolled', () => {
  it.each<[string, SpecInput, number?, number?]>([
    ['a roll by a pixel', roll(1)],
    ['a roll whose step is ours to choose', {}],
    ['a roll that goes around in whole pixels', { frames: 160 }],
    ['a roll back along y', roll(-2, 'y')],
    [
      'a roll along both axes',
      {
        motions: [
          { kind: 'roll', step: 3 },
          { kind: 'roll', step: -2, axis: 'y' },
        ],
      },
    ],
    ['a width of no whole macroblocks', roll(2), 600, 400],
    ['a height of no whole macroblocks that stands still', roll(2), 1920, 1080],
    ['a film wider than vectors reach that moves left', roll(-4), 3840, 2160],
    ['a smaller canvas of the same shape', { canvas: { width: 320, height: 240 } }],
    ['a stretched picture', { canvas: { width: 320, height: 320 }, fit: 'stretch' }],
    ['held frames in loops', { ...roll(1), hold: 3, loops: 4 }],
  ])('takes %s', (_, spec, width, height) => {
    const film = planOf({ ...spec, encoder: 'rolled' }, width, height);
    expect(film.encoder).toEqual({ name: 'rolled', reason: 'as asked for' });
    expect(film.codecString).toMatch(/^avc1\.42c0[0-9a-f]{2}$/);
    expect(film.bitrate).toBe(0);
  });

  it('takes a quantizer as its own', () => {
    const film = planOf({ ...roll(1), quantizer: 30 }, 640, 480);
    expect(film).toMatchObject({ encoder: { name: 'rolled' }, quantizer: 30, quality: undefined });
  });

  it.each<[string, SpecInput, string, number?, number?]>([
    ['steps between pixels', roll(0.5), 'The steps are no whole pixels'],
    ['another motion', { motion: { kind: 'zoom' } }, 'The motion does more than slide.'],
    ['a pan', { motion: { kind: 'pan' } }, 'The motion does more than slide.'],
    ['a title', { title: 'Frame {f}' }, 'a title stands still'],
    ['a blurred background', { ...roll(1), background: 'blur' }, 'behind it stands still'],
    ['a figure', { layout: 'figure' }, 'a margin stands still'],
    ['a part of a picture', { canvas: { width: 320, height: 320 } }, 'shows a part of the picture'],
    ['a larger canvas', { canvas: { width: 960, height: 720 } }, 'is larger than the picture'],
    [
      'steps that are no whole pixels of a smaller canvas',
      { ...roll(1), canvas: { width: 320, height: 240 } },
      'The steps are no whole pixels',
    ],
    ['another codec', { codec: 'vp9' }, 'It writes H.264 alone, and the codec is vp9.'],
    ['pictures', { codec: 'png', format: 'png-sequence' }, 'writes H.264 alone'],
    ['a bit rate', { bitrate: 500_000 }, 'has no bit rate'],
    ['a quantizer finer than its own', { quantizer: 9 }, 'are 10 to 51, and 9 was asked for'],
    ['a capture', { ...roll(1), capture: 'planes' }, 'a capture was chosen'],
    ['odd sizes', roll(1), 'H.264 takes only even sizes', 451, 300],
    ['what is smaller than a macroblock', roll(1), 'at least 16 px', 14, 64],
    ['a film wider than vectors reach', roll(4), 'Vectors reach 2048 px', 3840, 2160],
    ['a height that repeats raw', roll(-2, 'y'), 'repeats raw in each key frame', 1920, 1080],
    [
      'a last frame that would be taken for the first',
      { ...roll(1), frames: 303, range: { first: 0, last: 152 }, loops: 2 },
      'The last frame is a key frame',
    ],
  ])('refuses %s, and says why', (_, spec, says, width, height) => {
    const refused = () => planOf({ ...spec, encoder: 'rolled' }, width, height);
    expect(refused).toThrow(says);
    expect(refused).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('the encoder auto', () => {
  it.each([
    ['as x264 has them', 30, 240, 240],
    ['in parts alike', 30, 600, 200],
    ['at most ten seconds apart', 5, 100, 50],
    ['by a frame at least', 0.05, 4, 1],
  ])('has key frames %s', (_, fps, frames, interval) => {
    const rate = { numerator: Math.round(100 * fps), denominator: 100 };
    expect(planOf({ ...roll(1), fps: rate, frames }).keyFrameInterval).toBe(interval);
  });

  it('takes vectors where they say all of the film', () => {
    const film = planOf(roll(1));
    expect(film.encoder).toEqual({
      name: 'rolled',
      reason: 'one picture, and vectors that move it',
    });
    expect(film.codecString).toMatch(/^avc1\.42c0/);
  });

  it.each<[string, SpecInput, string]>([
    ['a title', { ...roll(1), title: 'Frame {f}' }, 'a title stands still'],
    ['steps between pixels', roll(0.5), 'The steps are no whole pixels'],
    ['a bit rate', { ...roll(1), bitrate: 500_000 }, 'has no bit rate'],
    ['a capture', { ...roll(1), capture: 'canvas' }, 'a capture was chosen'],
    ['another codec', { codec: 'vp9' }, 'the codec is vp9'],
  ])('has the browser encode %s, and says why', (_, spec, says) => {
    const { encoder } = planOf(spec);
    expect(encoder.name).toBe('webcodecs');
    expect(encoder.reason).toContain(says);
  });
});

describe('a film in which nothing moves', () => {
  const still = { motion: { kind: 'roll', step: 0 } };
  const stills: [string, SpecInput, number?, number?][] = [
    ['of no step', still],
    ['of a zoom to the same size', { motion: { kind: 'zoom', to: 1 } }],
    ['of no motion', { motions: [] }],
    [
      'under effects that are the same in each frame',
      { ...still, effects: [{ name: 'vignette' }] },
    ],
    ['with a title that stays', { ...still, title: 'Holiday', layout: 'figure' }],
    ['of odd sizes', still, 451, 301],
    ['in a frame of another shape', { ...still, canvas: { width: 320, height: 320 } }],
    ['that comes twice', { ...still, loops: 2 }],
  ];

  it.each(stills)('%s is one picture and what repeats it', (_, spec, width, height) => {
    const film = planOf({ ...spec, duration: 600 }, width, height);
    expect(film.encoder.name).toBe('rolled');
    expect(film.still).toBe(true);
    // A minute from key frame to key frame.
    expect(film.keyFrameInterval).toBe(1800);
  });

  it.each<[string, SpecInput]>([
    ['a bit rate', { ...still, bitrate: 500_000 }],
    ['another codec', { ...still, codec: 'vp9' }],
    ['another encoder', { ...still, encoder: 'webcodecs' }],
    ['the canvas', { ...still, capture: 'canvas' }],
  ])('is left to the browser where %s is asked for', (_, spec) => {
    const film = planOf({ ...spec, duration: 600 });
    expect(film.encoder.name).toBe('webcodecs');
    expect(film.still).toBe(true);
    expect(film.keyFrameInterval).toBe(300);
  });

  it('is none where the title counts, or anything moves', () => {
    expect(planOf({ ...still, title: 'Frame {f}' }).still).toBe(false);
    expect(planOf({ motions: [{ kind: 'zoom', to: 1 }, { kind: 'sway' }] }).still).toBe(false);
    expect(planOf({}).still).toBe(false);
  });
});

it('asked for webcodecs, the browser encodes', () => {
  const film = planOf({ encoder: 'webcodecs' });
  expect(film.encoder).toEqual({ name: 'webcodecs', reason: 'as asked for', isExpected: true });
  expect(film.codecString).toBe('avc1.64001e');
});
