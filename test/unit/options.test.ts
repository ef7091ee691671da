import { describe, expect, it } from 'vitest';
import {
  applyOption,
  clearOption,
  optionsOf,
  readOption,
} from '../../src/film/options/option-values.ts';
import type { SpecOption } from '../../src/film/options/option.ts';
import { SPEC_OPTIONS } from '../../src/film/options/options.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';

/** A value of each option that is not its default. */
const VALUES: Readonly<Record<string, string>> = {
  size: '320x200',
  filter: 'nearest',
  samples: '3',
  shutter: '180',
  motion: 'roll + roll:step=-2.5,axis=y',
  effect: 'vignette:amount=0.3 + grain',
  step: '-2.5',
  speed: '120',
  period: '8',
  axis: 'y',
  layout: 'figure',
  crop: '10%x50%+5%+0%',
  canvas: '800x600',
  fit: 'contain',
  position: 'auto',
  focus: '30% 60%',
  background: '#102030',
  title: 'Frame {f:3d}',
  fps: '30000/1001',
  interval: '40.5',
  hold: '3',
  frames: '12',
  duration: '1.5',
  range: '3-9',
  loops: '4',
  once: 'on',
  codec: 'vp9',
  format: 'mp4',
  quality: 'high',
  chroma: '444',
  depth: '10',
  dither: 'diffusion',
  palette: 'frame',
  each: '2.5',
  transition: 'wipe:angle=90 + random:seed=7',
  closed: 'on',
  bitrate: '500000',
  quantizer: '60',
  encoder: 'webcodecs',
  capture: 'canvas',
  'audio-offset': '-1.5',
  'audio-fade': '2',
  'audio-loop': 'on',
  volume: '-6',
};

const options = SPEC_OPTIONS.map((option) => [option.name, option] as const);
const valueOf = (option: SpecOption) => {
  const value = VALUES[option.name];
  if (value === undefined) throw new Error(`no value for ${option.name}`);
  return value;
};

describe.each(options)('the option %s', (_, option) => {
  it('is read from a spec as it was given', () => {
    expect(readOption(option, applyOption(option, {}, valueOf(option)))).toBe(valueOf(option));
  });

  it('leaves nothing behind when it is cleared', () => {
    const base = parseSpec({});
    const set = applyOption(option, {}, valueOf(option));
    expect(parseSpec(clearOption(option, set))).toEqual(base);
  });

  it('is open in a spec that says nothing', () => {
    expect(readOption(option, {})).toBeUndefined();
  });
});

it.each([
  ['a step', { motion: { kind: 'roll', step: -2.5, axis: 'y' } }],
  ['a speed', { motion: { kind: 'roll', speed: 90 } }],
  ['a period', { period: 4 }],
  ['a picture that stands', { motions: [] }],
  ['a roll that no option says all of', { motion: { kind: 'roll', axis: 'y', reverse: true } }],
])('a spec with %s is written as the options that make it', (_, moving) => {
  const spec = parseSpec({
    layout: 'figure',
    canvas: { width: 800, height: 600 },
    fps: { numerator: 24, denominator: 1 },
    duration: 2,
    ...moving,
  });
  const written = optionsOf(spec);
  expect(written.map(({ option }) => option.name)).not.toContain('interval');
  const again = written.reduce<object>(
    (draft, { option, value }) => applyOption(option, draft as never, value),
    {},
  );
  expect(parseSpec(again)).toEqual(spec);
});
