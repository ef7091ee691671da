import { StillmotionError } from '../../core/errors.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';

/** Options that say how long something is, and may say: as long as the sound. */
const LENGTHS = ['duration', 'each'] as const;
type LengthName = (typeof LENGTHS)[number];

/** What is asked for beside what is to last as long as the sound, if anything is. */
export interface AudioLength<T> {
  readonly options: T;
  readonly asked: LengthName | undefined;
}

/**
 * Takes out of options what says `audio`.
 *
 * @param audio path of the sound
 * @param nameOf what an option is called in messages
 * @throws StillmotionError `usage` where there is no sound
 */
export function takeAudioLength<T extends Readonly<Record<string, unknown>>>(
  options: T,
  audio: string | undefined,
  nameOf: (name: string) => string = (name) => `--${name}`,
): AudioLength<T> {
  const asked = LENGTHS.filter((name) => options[name] === 'audio');
  const [first] = asked;
  if (first !== undefined && audio === undefined)
    throw new StillmotionError(
      'usage',
      `${nameOf(first)} audio is as long as the sound, and there is none; give --audio a file, or ${nameOf(first)} seconds.`,
    );
  const others = Object.entries(options).filter(([name]) => !asked.some((each) => each === name));
  return { options: Object.fromEntries(others) as T, asked: asked.at(-1) };
}

/**
 * The spec of a film that lasts as long as its sound, whatever length the spec beside it said; of several pictures
 * each has the same part of it.
 *
 * @throws StillmotionError `usage` where it can't be both
 */
export function lastingAsAudio(spec: RenderSpec, asked: LengthName | undefined): RenderSpec {
  if (asked === undefined) return spec;
  const { frames: _f, duration: _d, each: _e, ...open } = spec;
  const { pictures, range, loops } = open;
  const other =
    (range && 'a range of it') ??
    (loops === 1 ? undefined : `${loops} loops of it`) ??
    (pictures?.some(({ hold }) => hold !== undefined)
      ? 'pictures that say how long they stand (hold)'
      : undefined);
  if (other !== undefined)
    throw new StillmotionError(
      'usage',
      `The film is to last as long as its sound (${asked} audio), and to have ${other}; leave one of them out.`,
    );
  if (asked === 'each' && pictures === undefined)
    throw new StillmotionError(
      'usage',
      'each audio shares the sound among several pictures, and there is one; give --duration audio.',
    );
  return open;
}
