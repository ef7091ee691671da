import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { findContainer } from '../../containers/index.ts';
import type { SoundFile } from '../../containers/mediabunny/read-sound.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { SOUND_CODECS } from '../../core/sound/sound.ts';
import { assertTaken, planSound } from '../../film/time/sound.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { type FileWait, waitForInput } from '../files/deadline.ts';
import { isPipe, whyUnreadable } from '../files/pipe.ts';
import type { Session } from '../session/session.ts';
import { makeTemporaryFolder } from '../files/temporary.ts';

/** Loaded where there is a sound: it takes as long as the rest of the program. */
async function readSound(bytes: Uint8Array, name: string): Promise<SoundFile> {
  const reader = await import('../../containers/mediabunny/read-sound.ts');
  return reader.readSound(bytes, name);
}

/** Bytes; it is held in memory. An hour of WAV has 635 million. */
const LARGEST_SOUND = 1 << 30;
/** Above this samples are cut off that were not before, dB. */
const CLIPS = 0.05;

/**
 * Reads a sound's file, if there is one, for a film.
 *
 * @throws StillmotionError `input-unreadable`; `usage` where the film's kind of file doesn't take it
 */
export async function openHeldSound(
  path: string | undefined,
  { format }: { readonly format: string },
  wait: FileWait,
): Promise<SoundFile | undefined> {
  if (path === undefined) return undefined;
  const bytes = await waitForInput(path, () => readAll(path), wait);
  const sound = await readSound(bytes, path);
  assertTaken(findContainer(format));
  return sound;
}

async function readAll(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_SOUND)
      throw unreadable(path, `it has ${size} bytes; at most ${LARGEST_SOUND} are read`);
    return await readFile(path);
  } catch (cause) {
    throw cause instanceof StillmotionError ? cause : unreadable(path, whyUnreadable(cause));
  }
}

function unreadable(path: string, why: string): StillmotionError {
  return new StillmotionError('input-unreadable', `The sound ${path} can't be read: ${why}.`);
}

/** What of a sound's file is written, and whether that is what was in it. */
export interface WrittenSound extends SoundFile {
  readonly copied: boolean;
  /** What was changed, in words. */
  readonly changes: readonly string[];
}

/**
 * The sound as a film takes it: as it is, or decoded, changed and encoded by the browser.
 *
 * @param path of its file
 * @param spec that may change it
 * @param say told what a person should know
 */
export async function asTaken(
  sound: SoundFile | undefined,
  path = '',
  film: FilmPlan,
  spec: RenderSpec,
  session: Session,
  say: (text: string) => void,
): Promise<WrittenSound | undefined> {
  if (sound === undefined) return undefined;
  const { changes, job } = planSound(sound, film, spec);
  if (job === undefined) return { ...sound, copied: true, changes };
  await assertFile(path, sound);
  const encoded = await session.encodeSound(resolve(path), job);
  const { volume } = job.edit;
  const loudest = 20 * Math.log10(encoded.peak);
  if (volume > 0 && loudest > CLIPS)
    say(
      `The sound's loudest samples are ${loudest.toFixed(1)} dB above what a file can hold, and cut off; --volume ${(volume - loudest).toFixed(1)} leaves them whole.`,
    );
  return { ...(await readSound(encoded.bytes, path)), copied: false, changes };
}

async function assertFile(path: string, { codec }: SoundFile): Promise<void> {
  if (!(await isPipe(path))) return;
  throw new StillmotionError(
    'usage',
    `The sound has to be decoded and encoded again, which takes a file; ${path} is a pipe. Save it first, or leave it as it is in a format that takes ${SOUND_CODECS[codec]}.`,
  );
}

/** The picture that comes with a sound, as a file of its own. */
export interface Cover {
  readonly path: string;
  remove(): Promise<void>;
}

export async function coverOf(sound: SoundFile | undefined, path = ''): Promise<Cover | undefined> {
  if (sound?.cover === undefined) return undefined;
  const folder = await makeTemporaryFolder('stillmotion-cover-');
  const cover = join(folder.path, basename(path, extname(path)));
  try {
    await writeFile(cover, sound.cover, { mode: 0o600, flag: 'wx' });
    return { path: cover, remove: () => folder.remove() };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}
