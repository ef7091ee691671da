import { takeFiles } from './files.ts';
import type { Source } from '../project/source.ts';
import { fetchPicture } from './fetch-picture.ts';
import type { Came, Receiver } from './receiver.ts';
import { takeShader, takeSpec } from './texts.ts';

/** What every form of a shader has that is read here. */
const SHADER_TEXT = /\b(vec4 +(effect|transition)|void +main(Image)?) *\(/;

/**
 * Takes what came in and is more, or another thing, than a picture's file: several files, a folder, a spec, a shader, the address of a
 * picture.
 *
 * @param open opens a picture
 * @throws Error that says what was expected, where it is none of them
 */
export async function takeCame(
  { files, entries, text = '', address }: Came,
  receiver: () => Receiver,
  open: (source: Source) => void,
): Promise<void> {
  if (address !== undefined) return open(await fetchPicture(address));
  if (files) return takeFiles(files, receiver);
  if (entries) {
    const { unfold } = await import('./folders.ts');
    const unfolded = await unfold(entries);
    return takeFiles(unfolded.files, receiver, unfolded.note);
  }
  if (text.startsWith('{')) return takeSpec(text, 'the text', receiver());
  if (SHADER_TEXT.test(text)) return takeShader(text, 'pasted.glsl', receiver());
  const [first = ''] = text.split(/\s/);
  if (/^https?:\/\//i.test(first)) return open(await fetchPicture(first));
  const got = text === '' ? 'what came has neither' : `got “${shorten(text)}”`;
  throw new Error(`Expected a picture, the address of one, a spec as JSON, or a shader; ${got}.`);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
