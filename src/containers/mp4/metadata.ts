import type { FilmTags } from '../../core/film-tags.ts';

/** UTF-8, among the types of values (QuickTime File Format, Metadata). */
const UTF_8 = 1;

/**
 * A film's tags as a box of its header: keys that are named, and their values (`mdta`), as ffmpeg, MediaInfo and
 * Mediabunny read them. Empty without any. The time is told by the header itself.
 */
export function metadataBox(tags: FilmTags | undefined): Uint8Array {
  const { created: _, ...texts } = tags ?? {};
  const given = Object.entries(texts);
  if (given.length === 0) return new Uint8Array();
  const handler = box('hdlr', uint(0), uint(0), letters('mdta'), uint(0, 0, 0), uint8(0));
  const keys = given.map(([name]) => box('mdta', letters(name)));
  const values = given.map(([, value], n) =>
    sized(uint(n + 1), box('data', uint(UTF_8), uint(0), letters(value))),
  );
  const meta = box(
    'meta',
    uint(0),
    handler,
    box('keys', uint(0, given.length), ...keys),
    box('ilst', ...values),
  );
  return box('udta', meta);
}

function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return sized(letters(type), ...parts);
}

/** Behind their length, which counts itself. */
function sized(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, { byteLength }) => sum + byteLength, 4);
  return Uint8Array.from([uint(length), ...parts].flatMap((part) => [...part]));
}

export function uint(...values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  for (const [n, value] of values.entries()) bytes.setUint32(4 * n, value);
  return new Uint8Array(bytes.buffer);
}

function uint8(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function letters(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
