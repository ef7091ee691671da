import { describeUndecodable } from '../../core/picture/foreign-file.ts';
import { pictureType } from '../../core/picture/picture-size.ts';
import { sourceOf } from '../project/pictures.ts';
import { chooseSound } from '../project/choose-sound.ts';
import { formatSeconds } from '../ui/format.ts';
import { tell, warn } from '../ui/notices.ts';
import type { Receiver } from './receiver.ts';
import { takeShader, takeSpec } from './texts.ts';

/** Browsers know some of these by their endings alone. */
const SOUND = /\.(mp3|m4a|aac|og[ga]|opus|flac|wav)$/i;
const SPEC = /\.json$/i;
const SHADER = /\.(glsl|fs|frag|isf)$/i;

/** As `pictureType` calls what it doesn't know. */
const UNREAD = 'application/octet-stream';

/** Bytes in which a file says what it is. */
const START = 1024;

type Kind = 'picture' | 'sound' | 'spec' | 'shader' | 'unknown';

/**
 * Takes files that came together, each as what it is: pictures as one film, then what is heard with it, then what is set.
 *
 * @throws Error that says what is wrong with what isn't taken
 */
export async function takeFiles(files: readonly File[], receiver: () => Receiver): Promise<void> {
  const kinds = await Promise.all(files.map(kindOf));
  const ofKind = (kind: Kind) => files.filter((_, n) => kinds[n] === kind);
  const pictures = ofKind('picture').map((blob) => ({ blob, name: blob.name }));
  if (pictures.length > 0) await receiver().picture(sourceOf(pictures));
  const [sound, ...moreSounds] = ofKind('sound');
  if (sound) await takeSound(sound);
  /* oxlint-disable no-await-in-loop -- each changes the film as the one before has left it */
  for (const file of ofKind('spec')) await takeSpec(await file.text(), file.name, receiver());
  for (const file of ofKind('shader')) await takeShader(await file.text(), file.name, receiver());
  /* oxlint-enable no-await-in-loop */
  const unknown = ofKind('unknown');
  const left = [...unknown, ...moreSounds].map(({ name }) => name).join(', ');
  const [first] = unknown;
  if (first) warn(new Error(`Left out: ${left}. ${describeUndecodable(await startOf(first))}`));
  else if (left !== '') warn(new Error(`Left out: ${left}. A film has one sound.`));
}

async function takeSound(file: File): Promise<void> {
  const { duration } = await chooseSound(file);
  tell(`Opened ${file.name}, ${formatSeconds(duration)}: it is heard with the film.`);
}

async function kindOf(file: File): Promise<Kind> {
  const { name, type } = file;
  if (SOUND.test(name) || type.startsWith('audio/')) return 'sound';
  if (SPEC.test(name)) return 'spec';
  if (SHADER.test(name)) return 'shader';
  // What a browser takes for a picture it may be able to decode, whatever it is.
  if (type.startsWith('image/')) return 'picture';
  return pictureType(await startOf(file)) === UNREAD ? 'unknown' : 'picture';
}

async function startOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, START).arrayBuffer());
}
