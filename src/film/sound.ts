import { StillmotionError } from '../core/errors.ts';
import type { SoundEdit } from '../core/sound.ts';
import type { RenderSpec } from './spec.ts';

/** A sound as far as a film's length goes by it. */
interface Lasting {
  /** s */
  readonly duration: number;
}

/** The fields of a spec that change a sound. */
const FIELDS = ['audioOffset', 'audioFade', 'audioLoop', 'volume'] as const;

/** What a spec changes of its film's sound. */
export function soundEdit({
  audioOffset = 0,
  audioFade = 0,
  audioLoop = false,
  volume = 0,
}: RenderSpec): SoundEdit {
  return { offset: audioOffset, fade: audioFade, loop: audioLoop, volume };
}

/**
 * What has to be changed of a sound, in words; nothing, and it may be copied as it is.
 *
 * @param film s
 */
export function describeEdit(
  { offset, fade, loop, volume }: SoundEdit,
  { duration }: Lasting,
  film: number,
): string[] {
  const ends = duration - offset;
  return [
    ...(offset > 0 ? [`from ${offset} s on`] : []),
    ...(offset < 0 ? [`${-offset} s after the film`] : []),
    ...(loop && ends < film ? ['over and over'] : []),
    ...(volume === 0 ? [] : [`at ${volume > 0 ? '+' : ''}${volume} dB`]),
    ...(fade > 0 ? [`fading for ${fade} s`] : []),
  ];
}

/**
 * A film is as long as its sound where nothing else says how long it is.
 *
 * @param sound left out: there is none
 * @throws StillmotionError `usage` where there is nothing to be changed, or heard
 */
export function lastingAs(sound: Lasting | undefined, spec: RenderSpec): RenderSpec {
  if (sound === undefined) {
    assertUnchanged(spec);
    return spec;
  }
  const { audioOffset = 0, frames, duration, range, loops } = spec;
  if (audioOffset >= sound.duration)
    throw new StillmotionError(
      'usage',
      `The sound lasts ${sound.duration.toFixed(3)} s, and the film is to begin ${audioOffset} s into it (audio-offset); give less.`,
    );
  const isOpen = (frames ?? duration ?? range) === undefined && loops === 1;
  return isOpen ? { ...spec, lasts: sound.duration - audioOffset } : spec;
}

function assertUnchanged(spec: RenderSpec): void {
  const asked = FIELDS.filter((field) => spec[field] !== undefined);
  if (asked.length === 0) return;
  const names = asked.map((field) => field.replace('audio', 'audio-').toLowerCase());
  throw new StillmotionError(
    'usage',
    `The film's sound is to be changed (${names.join(', ')}), and there is none; give a sound, or leave ${asked.length === 1 ? 'that' : 'these'} out.`,
  );
}
