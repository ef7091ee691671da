import { pictureType } from '../../core/picture/picture-size.ts';

/** Browsers know some of these by their endings alone. */
const SOUND = /\.(mp3|m4a|aac|og[ga]|opus|flac|wav)$/i;
const SPEC = /\.json$/i;
const SHADER = /\.(glsl|fs|frag|isf)$/i;

/** As `pictureType` calls what it doesn't know. */
const UNREAD = 'application/octet-stream';

/** Bytes in which a file says what it is. */
const START = 1024;

/** What a file that comes in is. */
export type Kind = 'picture' | 'sound' | 'spec' | 'shader' | 'unknown';

export async function kindOf(file: File): Promise<Kind> {
  const { name, type } = file;
  if (SOUND.test(name) || type.startsWith('audio/')) return 'sound';
  if (SPEC.test(name)) return 'spec';
  if (SHADER.test(name)) return 'shader';
  // What a browser takes for a picture it may be able to decode, whatever it is.
  if (type.startsWith('image/')) return 'picture';
  return pictureType(await startOf(file)) === UNREAD ? 'unknown' : 'picture';
}

export async function startOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, START).arrayBuffer());
}
