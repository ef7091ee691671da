import { StillmotionError } from './errors.ts';
import { CAPTURE_NAMES, CODEC_NAMES, QUALITY_NAMES } from './spec.ts';
import { lowestTerms } from './fraction.ts';
import type { FrameRate } from './timeline.ts';
import type { Size } from './size.ts';

/** A spec on its way; `parseSpec` checks it when it is complete. */
export type SpecDraft = Readonly<Record<string, unknown>>;

/** One setting of a spec, as a person gives it in words. */
export interface SpecOption {
  /** Its name on the command line, without dashes. */
  readonly name: string;
  /** What its value is called in help; its unit where it has one. */
  readonly argument: string;
  readonly summary: string;
  /** What holds without it, in words. */
  readonly default?: string;
  readonly choices?: readonly string[];
  /** An option that it can't be given together with. */
  readonly conflicts?: string;
  /** What it changes: `film` has no meaning for a still. */
  readonly scope: 'picture' | 'film';
  /** @throws StillmotionError `usage` when the value can't be read */
  readonly apply: (spec: SpecDraft, value: string) => SpecDraft;
}

/** Every setting, in the order of the help. The command line and the docs are made from this table. */
export const SPEC_OPTIONS: readonly SpecOption[] = [
  {
    name: 'size',
    argument: 'WxH',
    summary: 'resample the picture to this size first, in px',
    default: 'as it is',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, size: readSize(value) }),
  },
  {
    name: 'filter',
    argument: 'name',
    summary: 'how pixels are sampled between their centres',
    default: 'linear',
    choices: ['linear', 'nearest'],
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, filter: value }),
  },
  {
    name: 'step',
    argument: 'px',
    summary: 'how far each frame rolls the picture; negative goes back, decimals are allowed',
    default: '1',
    scope: 'picture',
    apply: (spec, value) => ({
      ...spec,
      motion: { ...roll(spec['motion']), step: readNumber(value) },
    }),
  },
  {
    name: 'axis',
    argument: 'name',
    summary: 'roll along x or y',
    default: 'x',
    choices: ['x', 'y'],
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, motion: { ...roll(spec['motion']), axis: value } }),
  },
  {
    name: 'layout',
    argument: 'name',
    summary: 'fill: the canvas is the picture; figure: in a margin, the title above',
    default: 'fill',
    choices: ['fill', 'figure'],
    scope: 'picture',
    apply: (spec, value) => ({
      ...(value === 'figure' ? spec : without(spec, 'canvas')),
      layout: value,
    }),
  },
  {
    name: 'canvas',
    argument: 'WxH',
    summary: 'the size of a figure, in px',
    default: '640x480',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, canvas: readSize(value) }),
  },
  {
    name: 'background',
    argument: '#rrggbb',
    summary: 'the colour around the picture and through transparent pixels',
    default: '#ffffff',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, background: value }),
  },
  {
    name: 'title',
    argument: 'text',
    summary: 'a title; {f} frame, {n} frame count, {t} seconds, formatted as {f:3d} or {t:.2f}',
    default: 'none',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, title: value }),
  },
  {
    name: 'fps',
    argument: 'rate',
    summary: 'frames per second, whole or a ratio such as 30000/1001',
    default: '30',
    conflicts: 'interval',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, fps: readFrameRate(value) }),
  },
  {
    name: 'interval',
    argument: 'ms',
    summary: 'milliseconds from frame to frame, instead of --fps',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, fps: readInterval(value) }),
  },
  {
    name: 'hold',
    argument: 'n',
    summary: 'each picture stands for n frames, as in stop-motion; frames then count pictures',
    default: '1',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, hold: readNumber(value) }),
  },
  {
    name: 'frames',
    argument: 'n',
    summary: 'how many frames',
    default: 'one whole seamless loop',
    conflicts: 'duration',
    scope: 'picture',
    apply: (spec, value) => ({ ...without(spec, 'duration'), frames: readNumber(value) }),
  },
  {
    name: 'duration',
    argument: 's',
    summary: 'how many seconds, instead of --frames',
    scope: 'picture',
    apply: (spec, value) => ({ ...without(spec, 'frames'), duration: readNumber(value) }),
  },
  {
    name: 'range',
    argument: 'a-b',
    summary: 'only the frames a to b, both included',
    default: 'all',
    scope: 'film',
    apply: (spec, value) => ({ ...spec, range: readRange(value) }),
  },
  {
    name: 'loops',
    argument: 'n',
    summary: 'play it through n times; it is encoded once',
    default: '1',
    scope: 'film',
    apply: (spec, value) => ({ ...spec, loops: readNumber(value) }),
  },
  {
    name: 'codec',
    argument: 'name',
    summary: 'how the film is encoded',
    default: 'h264',
    choices: CODEC_NAMES,
    scope: 'film',
    apply: (spec, value) => ({ ...spec, codec: value }),
  },
  {
    name: 'quality',
    argument: 'name',
    summary: 'how many bits the film gets',
    default: 'standard',
    choices: QUALITY_NAMES,
    scope: 'film',
    apply: (spec, value) => ({ ...spec, quality: value }),
  },
  {
    name: 'bitrate',
    argument: 'bit/s',
    summary: 'bits a second, instead of what --quality gives',
    scope: 'film',
    apply: (spec, value) => ({ ...spec, bitrate: readNumber(value) }),
  },
  {
    name: 'capture',
    argument: 'name',
    summary: 'how frames reach the encoder: planes that we convert, or the canvas itself',
    default: 'auto',
    choices: CAPTURE_NAMES,
    scope: 'film',
    apply: (spec, value) => ({ ...spec, capture: value }),
  },
];

function roll(motion: unknown): object {
  return { kind: 'roll', ...(typeof motion === 'object' && motion) };
}

/** A preset may have set what an option replaces. */
function without(spec: SpecDraft, name: string): SpecDraft {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== name));
}

function readNumber(text: string): number {
  // Number() alone would take '' for 0 and 0x10 for 16.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim())) throw expected('a number', text);
  return Number(text);
}

function readSize(text: string): Size {
  const match = /^(\d+)[x×](\d+)$/i.exec(text.trim());
  if (match === null) throw expected('width x height in px, such as 640x480', text);
  return { width: Number(match[1]), height: Number(match[2]) };
}

function readRange(text: string): { first: number; last: number } {
  const match = /^(\d+)-(\d+)$/.exec(text.trim());
  if (match === null) throw expected('two frame numbers such as 0-99', text);
  return { first: Number(match[1]), last: Number(match[2]) };
}

function readFrameRate(text: string): FrameRate {
  const match = /^(\d+)(?:\/(\d+))?$/.exec(text.trim());
  if (match === null) {
    throw expected(
      'a whole number or a ratio such as 30000/1001 (29.97 is 30000/1001, 23.976 is 24000/1001)',
      text,
    );
  }
  const [numerator, denominator] = [Number(match[1]), Number(match[2] ?? 1)];
  if (numerator === 0 || denominator === 0) throw expected('a rate above 0', text);
  return lowestTerms(numerator, denominator);
}

/** Up to three decimals of a millisecond, which is a whole µs. */
function readInterval(text: string): FrameRate {
  const microseconds = Math.round(readNumber(text) * 1000);
  if (microseconds <= 0) throw expected('milliseconds above 0', text);
  return lowestTerms(1_000_000, microseconds);
}

function expected(what: string, got: string): StillmotionError {
  return new StillmotionError('usage', `expected ${what}, got "${got}"`);
}
