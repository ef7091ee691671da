import { describe, expect, it } from 'vitest';
import { StillmotionError } from '../../src/core/errors.ts';
import { applyOption } from '../../src/film/options/option-values.ts';
import { SPEC_OPTIONS } from '../../src/film/options/options.ts';
import { PRESETS } from '../../src/film/spec/presets.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { codecOf } from '../../src/film/spec/usual-codec.ts';

describe('a spec', () => {
  it('has a default for everything', () => {
    expect(parseSpec({})).toEqual({
      filter: 'linear',
      samples: 1,
      shutter: 0,
      motions: [{ kind: 'roll', axis: 'x', reverse: false }],
      effects: [],
      layout: 'fill',
      background: 'auto',
      fps: { numerator: 30, denominator: 1 },
      hold: 1,
      loops: 1,
      codec: 'auto',
      format: 'mp4',
      quality: 'standard',
      chroma: '420',
      depth: '8',
      encoder: 'auto',
      capture: 'auto',
    });
  });

  it('takes choices among numbers as numbers, too', () => {
    expect(parseSpec({ depth: 10, chroma: 444 })).toEqual(
      parseSpec({ depth: '10', chroma: '444' }),
    );
  });

  it('takes sizes, rates, ranges and places as they would be typed', () => {
    const typed = {
      size: '640x480',
      canvas: '720p',
      position: 'top left',
      fps: 29.97,
      range: '0-9',
    };
    const shown = { position: '30% 60%', focus: 'centre' };
    expect(parseSpec(typed)).toEqual(
      parseSpec({
        size: { width: 640, height: 480 },
        canvas: { width: 1280, height: 720 },
        position: [0, 0],
        fps: { numerator: 30_000, denominator: 1001 },
        range: { first: 0, last: 9 },
      }),
    );
    expect(parseSpec({ pictures: [shown] })).toEqual(
      parseSpec({ pictures: [{ position: [0.3, 0.6], focus: [0.5, 0.5] }] }),
    );
    expect(parseSpec({ motion: { kind: 'zoom', about: 'top left' } })).toEqual(
      parseSpec({ motion: { kind: 'zoom', about: [0, 0] } }),
    );
  });

  it('moves nothing beside what an effect moves by a depth map, unless it is asked to', () => {
    const effects = [{ name: 'parallax', depth: 'depth.png' }];
    expect(parseSpec({ effects }).motions).toEqual(
      parseSpec({ motions: [{ kind: 'roll', step: 0 }] }).motions,
    );
    const zoomed = { effects, motion: { kind: 'zoom' } };
    expect(parseSpec(zoomed).motions).toEqual(parseSpec({ motion: { kind: 'zoom' } }).motions);
    expect(parseSpec({ effects: [{ name: 'grain' }] }).motions).toEqual(parseSpec({}).motions);
    const pictures = [{}, {}];
    expect(parseSpec({ effects, pictures }).motions[0]?.kind).toBe('kenburns');
  });

  it('goes through JSON unchanged', () => {
    const spec = parseSpec(PRESETS.notebook.spec);
    expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it.each([
    [{ colour: 1 }, '"colour" is not a field of a spec.'],
    [JSON.parse('{"__proto__": 1}'), '"__proto__" is not a field of a spec.'],
    [{ size: { width: 0, height: 5 } }, '"size.width" is 0; it must be at least 1 px.'],
    [{ size: { width: 2.5, height: 5 } }, 'whole number of pixels'],
    [{ size: { width: 5 } }, '"size.height"'],
    [{ size: 'big' }, '"size" is "big"; expected a size such as "640x480".'],
    [{ depth: 12 }, '"depth" is 12; expected 8 or 10.'],
    [{ chroma: 422 }, '"chroma" is 422; expected 420 or 444.'],
    [{ frames: 0 }, '"frames" is 0; it must be at least 1.'],
    [{ frames: -3 }, '"frames" is -3'],
    [{ frames: 1e9 }, '"frames" is 1000000000'],
    [{ bitrate: 1e300 }, '"bitrate" is 1e+300; it must be at most 2000000000 bit/s.'],
    [{ loops: 1e300 }, '"loops" is 1e+300; it must be at most 10000001.'],
    [{ frames: 10, duration: 2 }, 'takes frames or duration, not both'],
    [{ fps: { numerator: 0, denominator: 1 } }, '"fps.numerator" is 0'],
    [{ fps: { numerator: 5000, denominator: 1 } }, 'at most 1000'],
    [
      { motions: [{ kind: 'roll', step: Number.NaN }] },
      '"step" of the motion roll is NaN; it must be a number.',
    ],
    [{ motions: [{ kind: 'roll', step: Infinity }] }, '"step" of the motion roll'],
    [{ motion: { kind: 'roll', step: 1e-12 } }, 'at most 9 decimals'],
    [{ motion: { kind: 'spin' } }, 'There is no motion "spin"; there are: roll'],
    [
      { motions: [{ kind: 'roll', stp: 1 }] },
      'The motion roll has no "stp"; it takes: step, speed, axis, reverse.',
    ],
    [{ motions: [{}] }, 'must say which motion it is'],
    [{ motions: 'roll' }, '"motions"'],
    [{ motion: { kind: 'roll' }, motions: [] }, 'takes motion or motions, not both'],
    [
      { motion: { kind: 'roll', step: 2, speed: 90 } },
      'The motion roll takes step or speed, not both; it has the step 2 px and the speed 90 px/s.',
    ],
    [
      { motion: { kind: 'roll', step: 2 }, period: 8 },
      'A film takes one of period, speed and step; it has the period 8 s and the step 2 px.',
    ],
    [{ motion: { kind: 'roll', speed: 9 }, period: 8 }, 'the period 8 s and the speed 9 px/s.'],
    [{ period: 0 }, '"period" is 0; it must be above 0.'],
    [{ codec: 'mpeg2' }, '"codec" is "mpeg2"; expected auto, h264, vp9, av1, '],
    [{ frames: '3' }, '"frames" is "3"; expected a number.'],
    [{ title: ['x'] }, '"title" is a list; expected a text.'],
    [{ title: 'x'.repeat(201) }, '…; it must have at most 200 characters.'],
    [{ fps: 'fast' }, '"fps" is "fast"; expected a rate such as 25'],
    [{ canvas: 'hd' }, '"canvas" is "hd"; it must be a frame such as 1920x1080, 1080p or 9:16.'],
    [
      { pictures: [{ position: 'up' }] },
      '"pictures.0.position" is "up"; expected a place such as "top left"',
    ],
    [{ fps: { numerator: 5000, denominator: 1 } }, '"fps" is 5000/1; it must be at most 1000.'],
    [{ size: {} }, '"size.width" is missing.'],
    [{ background: 'white' }, 'a colour such as #ffffff, blur, transparent, or auto'],
    [{ background: 'blur', layout: 'figure' }, 'only with the layout fill'],
    [{ title: '{x}' }, 'the fields are {f} frame'],
    [{ range: { first: 5, last: 4 } }, '"range" is 5-4; it must not end before it begins.'],
    [{ canvas: { width: 0, height: 10 } }, 'must be at least 1 px'],
    [null, 'expected an object'],
    [[], 'expected an object'],
    ['{}', 'expected an object'],
  ])('%j is refused in one sentence', (input, message) => {
    expect(() => parseSpec(input)).toThrow(StillmotionError);
    expect(() => parseSpec(input)).toThrow(message);
    try {
      parseSpec(input);
    } catch (error) {
      expect(String(error)).not.toContain('\n');
    }
  });
});

describe('an option', () => {
  const apply = (name: string, value: string, spec = {}) => {
    const option = SPEC_OPTIONS.find((candidate) => candidate.name === name);
    return parseSpec(option && applyOption(option, spec, value));
  };

  it.each([
    ['size', '320x200', { size: { width: 320, height: 200 } }],
    ['size', '320×200', { size: { width: 320, height: 200 } }],
    ['step', '-0.5', { motions: [{ kind: 'roll', step: -0.5, axis: 'x' }] }],
    ['axis', 'y', { motions: [{ kind: 'roll', axis: 'y' }] }],
    ['fps', '24', { fps: { numerator: 24, denominator: 1 } }],
    ['fps', '29.97', { fps: { numerator: 30_000, denominator: 1001 } }],
    ['fps', '23.976', { fps: { numerator: 24_000, denominator: 1001 } }],
    ['fps', '23.98', { fps: { numerator: 24_000, denominator: 1001 } }],
    ['fps', '59.94', { fps: { numerator: 60_000, denominator: 1001 } }],
    ['fps', '119.880', { fps: { numerator: 120_000, denominator: 1001 } }],
    ['fps', '30.00', { fps: { numerator: 30, denominator: 1 } }],
    ['fps', '12.5', { fps: { numerator: 25, denominator: 2 } }],
    ['fps', '.5', { fps: { numerator: 1, denominator: 2 } }],
    ['fps', '29.9', { fps: { numerator: 299, denominator: 10 } }],
    ['fps', '60000/2002', { fps: { numerator: 30_000, denominator: 1001 } }],
    ['interval', '200', { fps: { numerator: 5, denominator: 1 } }],
    ['interval', '33.333', { fps: { numerator: 1_000_000, denominator: 33_333 } }],
    ['range', '3-9', { range: { first: 3, last: 9 } }],
    ['duration', '1.5', { duration: 1.5 }],
  ])('--%s %s is read', (name, value, expected) => {
    expect(apply(name, value)).toMatchObject(expected);
  });

  it.each([
    ['size', '320'],
    ['size', '320x'],
    ['size', '-1x5'],
    ['size', '0x10'],
    ['step', ''],
    ['step', 'NaN'],
    ['step', '0x10'],
    ['step', '1,5'],
    ['fps', '29,97'],
    ['fps', '29.97/1'],
    ['fps', '30.'],
    ['fps', '0.00'],
    ['fps', '29.9712345'],
    ['fps', '0'],
    ['fps', '30/0'],
    ['interval', '0'],
    ['interval', '-5'],
    ['range', '9'],
    ['range', '9-3'],
    ['frames', '2.5'],
    ['frames', '-1'],
    ['duration', '0'],
    ['bitrate', '10'],
  ])('--%s %j is refused', (name, value) => {
    expect(() => apply(name, value)).toThrow(StillmotionError);
  });

  it.each([
    ['duration', '2,5', 'expected a number with a point, such as 2.5, got "2,5"'],
    ['step', '-1,25', 'such as -1.25, got'],
    ['fps', '29,97', 'expected frames per second with a point, such as 29.97, got "29,97"'],
    ['interval', '33,3', 'such as 33.3, got'],
    ['position', '30,5% 60%', 'such as 30.5, got'],
  ])('--%s %s is told how decimals are written', (name, value, message) => {
    expect(() => apply(name, value)).toThrow(message);
  });

  it('replaces what a preset says', () => {
    expect(apply('duration', '10', PRESETS.notebook.spec)).not.toHaveProperty('frames');
    const figure = { layout: 'figure', canvas: { width: 10, height: 10 } };
    expect(apply('layout', 'fill', figure)).toHaveProperty('canvas');
    const filled = { canvas: '9:16', fit: 'contain', position: [0, 0] };
    expect(apply('layout', 'figure', filled)).not.toHaveProperty('fit');
    expect(apply('step', '3', { motions: [{ kind: 'roll', axis: 'y' }] }).motions[0]).toEqual({
      kind: 'roll',
      step: 3,
      axis: 'y',
      reverse: false,
    });
    expect(apply('period', '8', PRESETS.notebook.spec).motions).toEqual(parseSpec({}).motions);
    expect(apply('speed', '90', PRESETS.notebook.spec).motions[0]).not.toHaveProperty('step');
    expect(apply('step', '2', { period: 8 })).not.toHaveProperty('period');
  });
});

it.each([
  ['mp4', 'h264'],
  ['mkv', 'h264'],
  ['webm', 'vp9'],
  ['gif', 'gif'],
  ['webp-sequence', 'webp'],
  ['y4m', 'i420'],
] as const)('a spec of the format %s without a codec has %s', (format, codec) => {
  expect(codecOf(parseSpec({ format }))).toBe(codec);
  expect(codecOf(parseSpec({ format, codec: 'av1' }))).toBe('av1');
});
