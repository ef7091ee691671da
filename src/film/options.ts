import {
  describeFrameRate,
  readNumber,
  readSize,
  readRange,
  readFrameRate,
  readInterval,
  writeNumber,
  writeRange,
  writeFrameRate,
  writeInterval,
} from './option-text.ts';
import { CAPTURE_NAMES, CODEC_NAMES, QUALITY_NAMES } from './spec.ts';
import { formatSize } from '../core/size.ts';

/** A spec on its way; `parseSpec` checks it when it is complete. */
export type SpecDraft = Readonly<Record<string, unknown>>;

/** What belongs together where settings are shown. */
export const OPTION_GROUPS = {
  motion: 'Motion',
  timing: 'Timing',
  picture: 'Picture',
  canvas: 'Canvas',
  film: 'Film',
} as const;
export type OptionGroup = keyof typeof OPTION_GROUPS;

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
  /** What a person calls it, where it isn't typed. */
  readonly label: string;
  readonly group: OptionGroup;
  readonly unit?: string;
  /** Where a slider begins and ends; what is typed may go beyond. */
  readonly slider?: { readonly min: number; readonly max: number; readonly step: number };
  /** Its place in the spec; the first option of a place is the one that is written. */
  readonly path: readonly string[];
  /** The value of that place as `apply` takes it; left out: as it is. */
  readonly format?: (value: never) => string;
  /** How a value was read that stands for another one: `29.97 is read as 30000/1001`. */
  readonly describeReading?: (value: string) => string | undefined;
  /** Where it has a meaning; left out: always. */
  readonly appliesTo?: (spec: SpecDraft) => boolean;
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
    label: 'Size',
    group: 'picture',
    unit: 'px',
    path: ['size'],
    format: formatSize,
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, size: readSize(value) }),
  },
  {
    name: 'filter',
    argument: 'name',
    summary: 'how pixels are sampled between their centres',
    default: 'linear',
    choices: ['linear', 'nearest'],
    label: 'Filter',
    group: 'picture',
    path: ['filter'],
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, filter: value }),
  },
  {
    name: 'step',
    argument: 'px',
    summary: 'how far each frame rolls the picture; negative goes back, decimals are allowed',
    default: '1',
    label: 'Step',
    group: 'motion',
    unit: 'px a frame',
    slider: { min: -20, max: 20, step: 0.25 },
    path: ['motion', 'step'],
    format: writeNumber,
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
    label: 'Axis',
    group: 'motion',
    path: ['motion', 'axis'],
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, motion: { ...roll(spec['motion']), axis: value } }),
  },
  {
    name: 'layout',
    argument: 'name',
    summary: 'fill: the canvas is the picture; figure: in a margin, the title above',
    default: 'fill',
    choices: ['fill', 'figure'],
    label: 'Layout',
    group: 'canvas',
    path: ['layout'],
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
    label: 'Canvas',
    group: 'canvas',
    unit: 'px',
    path: ['canvas'],
    format: formatSize,
    appliesTo: (spec) => spec['layout'] === 'figure',
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, canvas: readSize(value) }),
  },
  {
    name: 'background',
    argument: '#rrggbb',
    summary: 'the colour around the picture and through transparent pixels',
    default: '#ffffff',
    label: 'Background',
    group: 'canvas',
    path: ['background'],
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, background: value }),
  },
  {
    name: 'title',
    argument: 'text',
    summary: 'a title; {f} frame, {n} frame count, {t} seconds, formatted as {f:3d} or {t:.2f}',
    default: 'none',
    label: 'Title',
    group: 'canvas',
    path: ['title'],
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, title: value }),
  },
  {
    name: 'fps',
    argument: 'rate',
    summary: 'frames per second: 25, 29.97 (read as 30000/1001) or a ratio such as 24000/1001',
    default: '30',
    conflicts: 'interval',
    label: 'Frame rate',
    group: 'timing',
    unit: 'frames/s',
    slider: { min: 1, max: 60, step: 1 },
    path: ['fps'],
    format: writeFrameRate,
    describeReading: describeFrameRate,
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, fps: readFrameRate(value) }),
  },
  {
    name: 'interval',
    argument: 'ms',
    summary: 'milliseconds from frame to frame, instead of --fps',
    label: 'Interval',
    group: 'timing',
    unit: 'ms',
    path: ['fps'],
    format: writeInterval,
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, fps: readInterval(value) }),
  },
  {
    name: 'hold',
    argument: 'n',
    summary: 'each picture stands for n frames, as in stop-motion; frames then count pictures',
    default: '1',
    label: 'Hold',
    group: 'timing',
    unit: 'frames a picture',
    slider: { min: 1, max: 12, step: 1 },
    path: ['hold'],
    format: writeNumber,
    scope: 'picture',
    apply: (spec, value) => ({ ...spec, hold: readNumber(value) }),
  },
  {
    name: 'frames',
    argument: 'n',
    summary: 'how many frames',
    default: 'one whole seamless loop',
    conflicts: 'duration',
    label: 'Frames',
    group: 'timing',
    unit: 'frames',
    path: ['frames'],
    format: writeNumber,
    scope: 'picture',
    apply: (spec, value) => ({ ...without(spec, 'duration'), frames: readNumber(value) }),
  },
  {
    name: 'duration',
    argument: 's',
    summary: 'how many seconds, instead of --frames',
    label: 'Duration',
    group: 'timing',
    unit: 's',
    path: ['duration'],
    format: writeNumber,
    scope: 'picture',
    apply: (spec, value) => ({ ...without(spec, 'frames'), duration: readNumber(value) }),
  },
  {
    name: 'range',
    argument: 'a-b',
    summary: 'only the frames a to b, both included',
    default: 'all',
    label: 'Range',
    group: 'film',
    unit: 'frames',
    path: ['range'],
    format: writeRange,
    scope: 'film',
    apply: (spec, value) => ({ ...spec, range: readRange(value) }),
  },
  {
    name: 'loops',
    argument: 'n',
    summary: 'play it through n times; it is encoded once',
    default: '1',
    label: 'Loops',
    group: 'film',
    unit: 'times',
    path: ['loops'],
    format: writeNumber,
    scope: 'film',
    apply: (spec, value) => ({ ...spec, loops: readNumber(value) }),
  },
  {
    name: 'codec',
    argument: 'name',
    summary: 'how the film is encoded',
    default: 'h264',
    choices: CODEC_NAMES,
    label: 'Codec',
    group: 'film',
    path: ['codec'],
    scope: 'film',
    apply: (spec, value) => ({ ...spec, codec: value }),
  },
  {
    name: 'quality',
    argument: 'name',
    summary: 'how many bits the film gets',
    default: 'standard',
    choices: QUALITY_NAMES,
    label: 'Quality',
    group: 'film',
    path: ['quality'],
    scope: 'film',
    apply: (spec, value) => ({ ...spec, quality: value }),
  },
  {
    name: 'bitrate',
    argument: 'bit/s',
    summary: 'bits a second, instead of what --quality gives',
    label: 'Bit rate',
    group: 'film',
    unit: 'bit/s',
    path: ['bitrate'],
    format: writeNumber,
    scope: 'film',
    apply: (spec, value) => ({ ...spec, bitrate: readNumber(value) }),
  },
  {
    name: 'capture',
    argument: 'name',
    summary: 'how frames reach the encoder: planes that we convert, or the canvas itself',
    default: 'auto',
    choices: CAPTURE_NAMES,
    label: 'Capture',
    group: 'film',
    path: ['capture'],
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
