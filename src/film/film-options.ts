import { CODEC_NAMES, CODECS } from '../codecs/index.ts';
import { DITHER_NAMES } from '../codecs/gif/apply-palette.ts';
import { CONTAINER_NAMES, CONTAINERS } from '../containers/index.ts';
import { CAPTURE_NAMES } from '../codecs/webcodecs/choose-capture.ts';
import { QUALITY_NAMES } from '../core/quality.ts';
import { ENCODER_NAMES } from './encoder-names.ts';
import type { SpecOption } from './option.ts';

/** Settings of a film's file, which have no meaning for a still. */
export const FILM_OPTIONS: readonly SpecOption[] = [
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
    choiceLabels: labelsOf(CODECS),
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
    choiceLabels: labelsOf(CONTAINERS),
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
    summary: 'how much of the picture each frame keeps; it is as large as that takes',
    default: 'standard',
    choices: QUALITY_NAMES,
    choiceLabels: { draft: 'Draft', standard: 'Standard', high: 'High' },
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
    name: 'dither',
    kind: 'choice',
    argument: 'name',
    summary:
      'how a GIF makes colours between its 256: in a pattern that stands still, by diffusion, or not',
    default: 'ordered',
    choices: DITHER_NAMES,
    choiceLabels: { ordered: 'In a pattern', diffusion: 'By diffusion', none: 'None' },
    label: 'Dither',
    group: 'film',
    field: 'dither',
    tier: 'advanced',
    appliesTo: ({ format, codec }) => format === 'gif' || codec === 'gif',
    scope: 'film',
  },
  {
    name: 'encoder',
    kind: 'choice',
    argument: 'name',
    summary:
      'what writes the film: we, as vectors (rolled: H.264 of a roll by whole pixels), or the browser (webcodecs)',
    default: 'auto',
    choices: ENCODER_NAMES,
    choiceLabels: { auto: 'Whichever is quicker', rolled: 'Ours', webcodecs: 'The browser’s' },
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
    choiceLabels: { auto: 'By what the browser can', planes: 'Our planes', canvas: 'The canvas' },
    label: 'Capture',
    group: 'film',
    field: 'capture',
    tier: 'advanced',
    scope: 'film',
  },
];

/** What people call the rows of a table. */
function labelsOf(
  rows: readonly { readonly name: string; readonly label: string }[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.map(({ name, label }) => [name, label]));
}
