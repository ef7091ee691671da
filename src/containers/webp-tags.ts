import type { FilmTags } from '../core/film-tags.ts';
import { escapeMarkup } from '../core/values/markup.ts';

/** What XML can't hold, however it is written. */
// oxlint-disable-next-line no-control-regex -- those are meant
const NO_CHARACTERS = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** What a WebP says of itself, as XMP (ISO 16684-1); nothing where that is nothing. */
export function xmpOf(tags: FilmTags = {}): string | undefined {
  const { title, artist, description, comment, created, stillmotion } = tags;
  const element = (name: string, text: string | undefined, before = '', after = '') =>
    text === undefined
      ? ''
      : `<${name}>${before}${escapeMarkup(text.replaceAll(NO_CHARACTERS, ' '))}${after}</${name}>`;
  const localized = ['<rdf:Alt><rdf:li xml:lang="x-default">', '</rdf:li></rdf:Alt>'] as const;
  const properties = [
    element('dc:title', title, ...localized),
    element('dc:creator', artist, '<rdf:Seq><rdf:li>', '</rdf:li></rdf:Seq>'),
    element('dc:description', description, ...localized),
    element('xmp:Label', comment),
    element('xmp:CreateDate', created),
    element('stillmotion:job', stillmotion),
  ].join('');
  if (properties === '') return undefined;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:stillmotion="urn:stillmotion">${properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`;
}

/** The job that a WebP of ours carries. */
export function readWebpJob(file: Uint8Array): string | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  // RFC 9649, 2.3: behind “RIFF”, the file's length and “WEBP”, chunks of even length.
  for (let at = 12; at + 8 <= file.byteLength;) {
    const length = view.getUint32(at + 4, true);
    if (decode(file.subarray(at, at + 4)) === 'XMP ')
      return jobIn(decode(file.subarray(at + 8, at + 8 + length)));
    at += 8 + length + (length % 2);
  }
  return undefined;
}

function jobIn(xmp: string): string | undefined {
  const text = /<stillmotion:job>([^<]*)<\/stillmotion:job>/.exec(xmp)?.[1];
  const characters = { amp: '&', lt: '<', gt: '>', quot: '"' } as const;
  return text?.replaceAll(
    /&(amp|lt|gt|quot);/g,
    (_, name: string) => characters[name as keyof typeof characters],
  );
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
