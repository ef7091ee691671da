import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { parseSpec } from '../../film/spec/spec.ts';
import { codecOf, type DecidedSpec } from '../../film/spec/usual-codec.ts';
import { create } from '../ui/element.ts';
import type { Edit } from '../project/project.ts';

type File = Pick<DecidedSpec, 'codec' | 'format' | 'quality'>;

interface ExportPreset extends File {
  readonly label: string;
  /** Left out: what kind of file it is. */
  readonly words?: string;
}

/** What films are mostly wanted for. */
const EXPORT_PRESETS: readonly ExportPreset[] = [
  { label: 'Anywhere', codec: 'h264', format: 'mp4', quality: 'standard' },
  { label: 'Finest', codec: 'h264', format: 'mp4', quality: 'high' },
  { label: 'For the web', codec: 'vp9', format: 'webm', quality: 'standard' },
  { label: 'Small', codec: 'av1', format: 'mp4', quality: 'draft' },
  { label: 'Every pixel', codec: 'vp9', format: 'webm', quality: 'lossless' },
  { label: 'GIF', words: 'of 256 colours', codec: 'gif', format: 'gif', quality: 'standard' },
];

/** Buttons for them; the one that holds is pressed. */
export function createExportPresets(change: (edit: Edit) => void): {
  readonly element: HTMLElement;
  update(spec: DecidedSpec): void;
} {
  const buttons = EXPORT_PRESETS.map((preset) =>
    create(
      'button',
      { type: 'button', onclick: () => change((draft) => withPreset(draft, preset)) },
      create('strong', {}, preset.label),
      create('span', {}, preset.words ?? describe(preset)),
    ),
  );
  const element = create(
    'div',
    { className: 'export-presets', role: 'group', 'aria-label': 'Presets' },
    ...buttons,
  );
  return {
    element,
    update(spec) {
      for (const [n, preset] of EXPORT_PRESETS.entries())
        buttons[n]?.setAttribute('aria-pressed', String(isPreset(spec, preset)));
    },
  };
}

function describe({ codec, format, quality }: File): string {
  const kind = `${findContainer(format).label}, ${findCodec(codec).label}`;
  return quality === 'standard' ? kind : `${kind}, ${quality}`;
}

function isPreset(spec: DecidedSpec, preset: File): boolean {
  return (
    spec.codec === preset.codec && spec.format === preset.format && spec.quality === preset.quality
  );
}

/** What else was said of the codec would be of another one. */
export function withPreset(draft: SpecDraft, { codec, format, quality }: File): SpecDraft {
  const {
    bitrate: _b,
    quantizer: _q,
    chroma: _c,
    depth: _p,
    encoder: _e,
    dither: _d,
    palette: _l,
    ...kept
  } = draft;
  const { format: usual, quality: average } = parseSpec({});
  const { codec: _1, format: _2, quality: _3, ...others } = kept;
  const file = {
    ...others,
    ...(format !== usual && { format }),
    ...(quality !== average && { quality }),
  };
  return codecOf(parseSpec(file)) === codec ? file : { ...file, codec };
}
