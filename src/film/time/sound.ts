import type { Container } from '../../containers/container.ts';
import { filmSeconds } from '../../containers/film-chunks.ts';
import { CONTAINERS, findContainer } from '../../containers/index.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import {
  ENCODED_SOUNDS,
  type SoundCodecName,
  type SoundEdit,
  type SoundJob,
} from '../../core/sound/sound.ts';
import type { RenderSpec } from '../spec/spec.ts';

/** A sound as far as a film's length goes by it. */
interface Lasting {
  /** s */
  readonly duration: number;
}

/** How a film gets its sound. */
export interface SoundPlan {
  /** What is changed, in words. */
  readonly changes: readonly string[];
  /** How it is decoded and encoded again; left out: it is copied as it is. */
  readonly job?: SoundJob;
}

/**
 * Decides how a film gets its sound: as it is, where its file takes that and nothing is to be changed.
 *
 * @throws StillmotionError `usage` where the file takes none
 */
export function planSound(sound: CodedSound, film: FilmPlan, spec: RenderSpec): SoundPlan {
  const { sounds = [] }: Container = findContainer(film.container);
  assertTaken(findContainer(film.container));
  const edit = soundEdit(spec);
  const until = filmSeconds(film);
  const changes = describeEdit(edit, sound, until);
  if (changes.length === 0 && sounds.includes(sound.codec)) return { changes };
  const codec = ENCODED_SOUNDS.find((name) => sounds.includes(name));
  if (codec === undefined) throw new Error(`${film.container} takes no sound that is encoded`);
  const { skipped: skip, duration } = sound;
  return { changes, job: { codec, skip, duration, edit, until } };
}

/** A sound as far as it decides that. */
interface CodedSound extends Lasting {
  readonly codec: SoundCodecName;
  /** s of what a decoder gives before it begins. */
  readonly skipped: number;
}

/** @throws StillmotionError `usage` */
export function assertTaken({ label, sounds = [] }: Container): void {
  if (sounds.length > 0) return;
  const others = CONTAINERS.filter((each: Container) => each.sounds !== undefined);
  throw new StillmotionError(
    'usage',
    `${label} takes no sound; leave it out, or choose a format that does: ${others.map(({ name }) => name).join(', ')}.`,
  );
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

/** The same film without a sound, of which nothing is to be changed then. */
export function silent(spec: RenderSpec): RenderSpec {
  const { audioOffset: _o, audioFade: _f, audioLoop: _l, volume: _v, ...others } = spec;
  return others;
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
