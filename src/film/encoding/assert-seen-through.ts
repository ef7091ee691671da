import type { Codec } from '../../codecs/codec.ts';
import type { Container } from '../../containers/container.ts';
import { StillmotionError } from '../../core/errors.ts';
import { samplingOf } from '../spec/film-sampling.ts';
import { TRANSPARENT } from '../spec/seen-through.ts';

/** What a spec says of it. */
interface AskedFilm {
  readonly background: string;
  readonly quality: string;
  readonly chroma: '420' | '444';
  readonly capture: string;
}

/**
 * @param container of a film; left out: it is a picture
 * @throws StillmotionError `usage` where nothing is to be behind the picture, and codec or container have no word for it
 */
export function assertSeenThrough(codec: Codec, spec: AskedFilm, container?: Container): void {
  if (spec.background !== TRANSPARENT) return;
  if (codec.alpha === undefined)
    throw opaque((codec.takes === 'scene' && container?.label) || codec.label);
  if (codec.takes !== 'planes' || container === undefined) return;
  if (container.alpha !== true) throw opaque(container.label);
  if (spec.capture === 'canvas')
    throw new StillmotionError(
      'usage',
      'Alpha is taken from the pixels themselves, and the capture canvas leaves them to the browser; leave one of them out.',
    );
  if (samplingOf(spec) === undefined) return;
  throw new StillmotionError(
    'usage',
    `Players know ${codec.label} that is transparent by its usual colours alone; leave out ${spec.quality === 'lossless' ? 'the quality lossless' : 'the chroma 444'}, or choose a format that keeps every sample: APNG, PNG pictures, or lossless WebP.`,
  );
}

function opaque(label: string): StillmotionError {
  return new StillmotionError(
    'usage',
    `${label} has nothing transparent; choose a colour for the background, or a format that has: WebM or Matroska (VP9), WebP, APNG, GIF, or PNG pictures.`,
  );
}
