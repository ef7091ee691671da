import { countFrames, filmSeconds } from '../../containers/film-chunks.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { SOUND_CODECS, type Sound } from '../../core/sound/sound.ts';
import { formatBytes } from '../terminal/format-bytes.ts';

/** What a file needs besides its packets, bytes. */
interface Overhead {
  /** Before all else, with the job that it carries. */
  readonly header: number;
  /** For each packet and frame. */
  readonly each: number;
}

/** An MP4 keeps room for its index before it knows it. */
const IN_BOXES: Overhead = { header: 8000, each: 36 };
const IN_BLOCKS: Overhead = { header: 3000, each: 9 };
/** Of a frame that is like the one before, in the smallest frame and at its coarsest. */
const LEAST_FRAME = 24;
/** A whole kB that is allowed. */
const KB = 1000;

/**
 * What a sound takes of its film's file, before any of the film's frames is drawn.
 *
 * @param limit of the file, bytes; left out: any film fits
 * @throws StillmotionError `usage` where the sound alone is larger
 */
export async function roomForSound(
  sound: Sound | undefined,
  film: FilmPlan,
  limit: number | undefined,
): Promise<number> {
  if (sound === undefined || limit === undefined) return 0;
  const { header, each } = /^m(p4|ov)$/.test(film.container) ? IN_BOXES : IN_BLOCKS;
  const seconds = filmSeconds(film);
  let bytes = 0;
  for await (const { data, timestamp } of sound.packets())
    if (timestamp < seconds) bytes += data.byteLength + each;
  if (bytes < limit) return bytes;
  const least = bytes + header + countFrames(film) * (each + LEAST_FRAME);
  throw new StillmotionError(
    'usage',
    `The sound alone takes ${formatBytes(bytes)} (${SOUND_CODECS[sound.codec]}, ${Math.min(seconds, sound.duration).toFixed(1)} s), and --max-bytes allows ${formatBytes(limit)}. Allow ${Math.ceil(least / KB)}kB at the least, make the film shorter, or give a sound of fewer bits.`,
  );
}
