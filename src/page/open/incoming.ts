import { tell } from '../ui/notices.ts';
import type { Source } from '../project/source.ts';
import { fetchPicture } from './fetch-picture.ts';
import type { Came, Receiver } from './receiver.ts';
import { assertFits, readSpec } from './open-spec.ts';

/** What every form of a shader has that is read here. */
const SHADER_TEXT = /\b(vec4 +(effect|transition)|void +main(Image)?) *\(/;

/**
 * Takes what came in and is no picture's file: a spec, a shader, the address of a picture.
 *
 * @param open opens a picture
 * @throws Error that says what was expected, where it is none of them
 */
export async function takeCame(
  { file, folder, text = '', address }: Came,
  receiver: Receiver,
  open: (source: Source) => void,
): Promise<void> {
  if (address !== undefined) return open(await fetchPicture(address));
  if (file)
    return /\.json$/i.test(file.name)
      ? takeSpec(await file.text(), file.name, receiver)
      : takeShader(await file.text(), file.name, receiver);
  if (folder !== undefined) throw new Error(`“${folder}” is a folder: drop the files in it.`);
  if (text.startsWith('{')) return takeSpec(text, 'the text', receiver);
  if (SHADER_TEXT.test(text)) return takeShader(text, 'pasted.glsl', receiver);
  const [first = ''] = text.split(/\s/);
  if (/^https?:\/\//i.test(first)) return open(await fetchPicture(first));
  const got = text === '' ? 'what came has neither' : `got “${shorten(text)}”`;
  throw new Error(`Expected a picture, the address of one, a spec as JSON, or a shader; ${got}.`);
}

async function takeSpec(text: string, name: string, { spec, count }: Receiver): Promise<void> {
  const draft = readSpec(text, name);
  assertFits(draft, count?.() ?? 0);
  await spec(draft);
  tell(`Opened ${name}.`);
}

async function takeShader(text: string, name: string, { shader }: Receiver): Promise<void> {
  if (!shader) throw new Error('Open a picture first: a shader changes one.');
  await shader(text, name);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
