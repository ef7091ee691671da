import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { Container } from '../containers/container.ts';
import { CONTAINERS, findContainer } from '../containers/index.ts';
import type { SoundFile } from '../containers/mediabunny/read-sound.ts';
import { StillmotionError } from '../core/errors.ts';
import { SOUND_CODECS } from '../core/sound.ts';
import type { RenderSpec } from '../film/spec.ts';
import { type FileWait, waitForInput } from './deadline.ts';
import { isPipe, whyUnreadable } from './pipe.ts';
import type { Session } from './session.ts';
import { makeTemporaryFolder } from './temporary.ts';

/** Loaded where there is a sound: it takes as long as the rest of the program. */
async function readSound(bytes: Buffer, name: string): Promise<SoundFile> {
  const reader = await import('../containers/mediabunny/read-sound.ts');
  return reader.readSound(bytes, name);
}

/** Bytes; it is held in memory. An hour of WAV has 635 million. */
const LARGEST_SOUND = 1 << 30;

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
  assertTaken(sound, findContainer(format));
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

/** As it is, or as Opus. */
function assertTaken({ codec }: SoundFile, { label, sounds = [] }: Container): void {
  if (sounds.includes(codec) || sounds.includes('opus')) return;
  const others = CONTAINERS.filter((each: Container) => each.sounds?.includes(codec));
  throw new StillmotionError(
    'usage',
    `${label} takes ${sounds.length === 0 ? 'no sound' : `no ${SOUND_CODECS[codec]}`}, and the sound is ${SOUND_CODECS[codec]}; ` +
      `it is copied as it is, which takes the format ${others.map(({ name }) => name).join(' or ')}.`,
  );
}

/** What of a sound's file is written, and whether that is what was in it. */
export interface WrittenSound extends SoundFile {
  readonly copied: boolean;
}

/**
 * The sound as a kind of film takes it: as it is, or as Opus, which the browser encodes.
 *
 * @param path of its file
 */
export async function asTaken(
  sound: SoundFile | undefined,
  path = '',
  { sounds = [] }: Container,
  session: Session,
): Promise<WrittenSound | undefined> {
  if (sound === undefined) return undefined;
  if (sounds.includes(sound.codec)) return { ...sound, copied: true };
  if (await isPipe(path))
    throw new StillmotionError(
      'usage',
      `The sound has to be encoded here, which takes a file; ${path} is a pipe. Choose a format that takes ${SOUND_CODECS[sound.codec]} as it is.`,
    );
  const encoded = await session.encodeSound(resolve(path), sound.skipped);
  return { ...(await readSound(encoded, path)), copied: false };
}

/** A film is as long as its sound where nothing else says how long it is. */
export function lastingAs(sound: SoundFile, spec: RenderSpec): RenderSpec {
  const { frames, duration, range, loops } = spec;
  const isOpen = (frames ?? duration ?? range) === undefined && loops === 1;
  return isOpen ? { ...spec, lasts: sound.duration } : spec;
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
