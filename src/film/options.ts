import { describeFrameRate } from '../core/value-text.ts';
import type { Parameter, ParameterKind } from '../core/parameter.ts';
import { AXIS, STEP } from '../motions/roll.ts';
import { CODEC_NAMES } from '../codecs/index.ts';
import { CONTAINER_NAMES } from '../containers/index.ts';
import { CAPTURE_NAMES } from '../codecs/webcodecs/choose-capture.ts';
import { FIT_NAMES, QUALITY_NAMES } from './spec.ts';
import { ENCODER_NAMES } from './encoder-names.ts';

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

/** One setting of a spec: a parameter, and its place there. */
export interface SpecOption extends Omit<Parameter, 'kind' | 'default'> {
  /** `motions` is a list of motions, as `--motion` takes them. */
  readonly kind: ParameterKind | 'motions';
  /** What its value is called in help; its unit where it has one. */
  readonly argument: string;
  /** What holds without it, in words. */
  readonly default?: string;
  /** Options that it can't be given together with. */
  readonly conflicts?: readonly string[];
  readonly group: OptionGroup;
  /** How a value was read that stands for another one: `29.97 is read as 30000/1001`. */
  readonly describeReading?: (value: string) => string | undefined;
  /**
   * The field of the spec that it sets; `roll.…` is a value of a film's one roll. Of the options that set the
   * same field, the first is the one that is written.
   */
  readonly field: string;
  /** Fields that a value of it takes the place of. */
  readonly replaces?: (value: unknown) => readonly string[];
  /** Where it has a meaning; left out: always. */
  readonly appliesTo?: (spec: SpecDraft) => boolean;
  /** What it changes: `film` has no meaning for a still. */
  readonly scope: 'picture' | 'film';
}

/** Every setting, in the order of the help. The command line and the docs are made from this table. */
export const SPEC_OPTIONS: readonly SpecOption[] = [
  {
    name: 'size',
    kind: 'size',
    argument: 'WxH',
    summary: 'resample the picture to this size first, in px',
    default: 'as it is',
    label: 'Size',
    group: 'picture',
    unit: 'px',
    field: 'size',
    tier: 'essential',
    scope: 'picture',
  },
  {
    name: 'filter',
    kind: 'choice',
    argument: 'name',
    summary: 'how pixels are sampled between their centres',
    default: 'linear',
    choices: ['linear', 'nearest'],
    label: 'Filter',
    group: 'picture',
    field: 'filter',
    tier: 'advanced',
    scope: 'picture',
  },
  {
    name: 'motion',
    kind: 'motions',
    argument: 'name:key=value,…',
    summary:
      'what moves the picture, with its parameters; given again, the next one moves what that one shows',
    default: 'roll',
    conflicts: ['step', 'axis'],
    label: 'Motions',
    group: 'motion',
    field: 'motions',
    tier: 'advanced',
    scope: 'picture',
  },
  {
    ...STEP,
    default: '1',
    argument: 'px',
    unit: 'px a frame',
    group: 'motion',
    field: 'roll.step',
    scope: 'picture',
  },
  {
    ...AXIS,
    default: 'x',
    argument: 'name',
    group: 'motion',
    field: 'roll.axis',
    scope: 'picture',
  },
  {
    name: 'layout',
    kind: 'choice',
    argument: 'name',
    summary: 'fill: the picture fills the frame; figure: in a margin, the title above',
    default: 'fill',
    choices: ['fill', 'figure'],
    label: 'Layout',
    group: 'canvas',
    field: 'layout',
    tier: 'essential',
    scope: 'picture',
    replaces: (value) => (value === 'figure' ? ['fit', 'position'] : []),
  },
  {
    name: 'canvas',
    kind: 'canvas',
    argument: 'WxH',
    summary: "the film's frame: 1920x1080, 1080p, 720p, 4k, 16:9, 9:16, 1:1, 9:16@4k",
    default: 'the picture',
    label: 'Canvas',
    group: 'canvas',
    field: 'canvas',
    tier: 'essential',
    scope: 'picture',
  },
  {
    name: 'fit',
    kind: 'choice',
    argument: 'name',
    summary: 'how the picture fills the frame; only stretch distorts it, none leaves its size',
    default: 'cover',
    choices: FIT_NAMES,
    label: 'Fit',
    group: 'canvas',
    field: 'fit',
    appliesTo: (spec) => spec['layout'] !== 'figure',
    tier: 'essential',
    scope: 'picture',
  },
  {
    name: 'position',
    kind: 'position',
    argument: 'place',
    summary: 'the part of the picture that shows, or where it stands: centre, top left, 30% 60%',
    default: 'centre',
    label: 'Position',
    group: 'canvas',
    field: 'position',
    appliesTo: (spec) => spec['layout'] !== 'figure',
    tier: 'essential',
    scope: 'picture',
  },
  {
    name: 'background',
    kind: 'color',
    argument: '#rrggbb',
    summary: 'the colour around the picture and through transparent pixels',
    default: '#ffffff',
    label: 'Background',
    group: 'picture',
    field: 'background',
    tier: 'essential',
    scope: 'picture',
  },
  {
    name: 'title',
    kind: 'text',
    argument: 'text',
    summary:
      'a title; {f} frame, {n} frame count, {t} seconds, formatted as {f:3d} or {t:.2f}; a line break makes two lines',
    default: 'none',
    label: 'Title',
    group: 'canvas',
    field: 'title',
    tier: 'essential',
    scope: 'picture',
  },
  {
    name: 'fps',
    kind: 'rate',
    argument: 'rate',
    summary: 'frames per second: 25, 29.97 (read as 30000/1001) or a ratio such as 24000/1001',
    default: '30',
    conflicts: ['interval'],
    label: 'Frame rate',
    group: 'timing',
    unit: 'frames/s',
    slider: { min: 1, max: 60, step: 1 },
    field: 'fps',
    tier: 'essential',
    describeReading: describeFrameRate,
    scope: 'picture',
  },
  {
    name: 'interval',
    kind: 'interval',
    argument: 'ms',
    summary: 'milliseconds from frame to frame, instead of --fps',
    label: 'Interval',
    group: 'timing',
    unit: 'ms',
    field: 'fps',
    tier: 'advanced',
    scope: 'picture',
  },
  {
    name: 'hold',
    kind: 'int',
    argument: 'n',
    summary: 'each picture stands for n frames, as in stop-motion; frames then count pictures',
    default: '1',
    label: 'Hold',
    group: 'timing',
    unit: 'frames a picture',
    slider: { min: 1, max: 12, step: 1 },
    field: 'hold',
    tier: 'advanced',
    scope: 'picture',
  },
  {
    name: 'frames',
    kind: 'int',
    argument: 'n',
    summary: 'how many frames',
    default: 'one whole seamless loop',
    conflicts: ['duration'],
    label: 'Frames',
    group: 'timing',
    unit: 'frames',
    field: 'frames',
    tier: 'essential',
    scope: 'picture',
    replaces: () => ['duration'],
  },
  {
    name: 'duration',
    kind: 'float',
    argument: 's',
    summary: 'how many seconds, instead of --frames',
    label: 'Duration',
    group: 'timing',
    unit: 's',
    field: 'duration',
    tier: 'essential',
    scope: 'picture',
    replaces: () => ['frames'],
  },
  {
    name: 'range',
    kind: 'range',
    argument: 'a-b',
    summary: 'only the frames a to b, both included',
    default: 'all',
    label: 'Range',
    group: 'timing',
    unit: 'frames',
    field: 'range',
    tier: 'advanced',
    scope: 'film',
  },
  {
    name: 'loops',
    kind: 'int',
    argument: 'n',
    summary: 'play it through n times; it is encoded once',
    default: '1',
    label: 'Loops',
    group: 'timing',
    unit: 'times',
    field: 'loops',
    tier: 'advanced',
    scope: 'film',
  },
  {
    name: 'codec',
    kind: 'choice',
    argument: 'name',
    summary: 'how the film is encoded',
    default: 'h264',
    choices: CODEC_NAMES,
    label: 'Codec',
    group: 'film',
    field: 'codec',
    tier: 'essential',
    scope: 'film',
  },
  {
    name: 'format',
    kind: 'choice',
    argument: 'name',
    summary: 'the kind of file, whatever its name ends in',
    default: 'as the name of the output says',
    choices: CONTAINER_NAMES,
    label: 'Format',
    group: 'film',
    field: 'format',
    tier: 'advanced',
    scope: 'film',
  },
  {
    name: 'quality',
    kind: 'choice',
    argument: 'name',
    summary: 'how many bits the film gets',
    default: 'standard',
    choices: QUALITY_NAMES,
    label: 'Quality',
    group: 'film',
    field: 'quality',
    tier: 'essential',
    scope: 'film',
  },
  {
    name: 'bitrate',
    kind: 'int',
    argument: 'bit/s',
    summary: 'bits a second, instead of what --quality gives',
    label: 'Bit rate',
    group: 'film',
    unit: 'bit/s',
    field: 'bitrate',
    tier: 'advanced',
    scope: 'film',
  },
  {
    name: 'encoder',
    kind: 'choice',
    argument: 'name',
    summary:
      'what writes the film: the browser (webcodecs), or we (rolled: H.264 of a roll by whole pixels, as vectors)',
    default: 'auto',
    choices: ENCODER_NAMES,
    label: 'Encoder',
    group: 'film',
    field: 'encoder',
    tier: 'advanced',
    scope: 'film',
  },
  {
    name: 'capture',
    kind: 'choice',
    argument: 'name',
    summary: 'how frames reach the encoder: planes that we convert, or the canvas itself',
    default: 'auto',
    choices: CAPTURE_NAMES,
    label: 'Capture',
    group: 'film',
    field: 'capture',
    tier: 'advanced',
    scope: 'film',
  },
];
