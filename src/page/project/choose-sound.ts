import { StillmotionError } from '../../core/errors.ts';
import { type ChosenSound, setSound } from './chosen-sound.ts';

/** Bytes; it is held in memory. */
const LARGEST_SOUND = 1 << 30;

/**
 * Takes a sound for the films to come; the one before stays where it can't be read.
 *
 * @throws StillmotionError `input-unreadable`
 */
export async function chooseSound(file: File): Promise<ChosenSound> {
  if (file.size > LARGEST_SOUND)
    throw new StillmotionError(
      'input-unreadable',
      `The sound ${file.name} has ${file.size} bytes; at most ${LARGEST_SOUND} are read.`,
    );
  const { readSound } = await import('../../containers/mediabunny/read-sound.ts');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { duration, codec, skipped } = await readSound(bytes, file.name);
  const sound = { file, duration, codec, skipped };
  setSound(sound);
  return sound;
}
