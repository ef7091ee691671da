import type { Size } from '../core/size.ts';
import { appendTo } from './append.ts';
import type { Container } from './container.ts';
import { createTally, filmChunks } from './film-chunks.ts';
import { assertShown, frameDelay, playedByItself } from './frame-delays.ts';
import { gifTags } from './gif-tags.ts';

/** GIF89a counts in hundredths of a second, and players take one of them for ten. */
const UNIT = 0.01;
const MOST_FRAMES = 50;
const MOST_PLAYS = 65_535;
/** Where a frame's delay is, in the extension that it begins with. */
const DELAY_AT = 4;
const TRAILER = Uint8Array.of(0x3b);

export const writeGif: Container['write'] = async (chunks, asked, sink, signal) => {
  assertShown('GIF', asked, MOST_FRAMES);
  const { film, plays } = playedByItself(asked);
  const tally = createTally();
  const append = appendTo(sink);
  for await (const { data, decoderConfig } of filmChunks(chunks, film, tally, signal)) {
    const count = tally.frames - 1;
    if (count === 0) {
      await append(header(film.size, decoderConfig?.description, plays));
      for (const tag of gifTags(film.tags)) await append(tag);
    }
    await append(withDelay(data, frameDelay(count, film, UNIT)));
  }
  await append(TRAILER);
  return tally;
};

/** Signature, screen, colours, where frames have none of their own, and how often it is played (Netscape's extension). */
function header(
  { width, height }: Size,
  palette: Uint8Array | undefined,
  plays: number,
): Uint8Array {
  const bits = Math.max(1, Math.ceil(Math.log2((palette?.length ?? 0) / 3)));
  const colors = new Uint8Array(palette ? 3 << bits : 0);
  colors.set(palette ?? []);
  const areShared = palette ? 0x80 : 0;
  // Each beside the first; 0: for ever. What is played once has no such extension.
  const repeats = plays === 0 ? 0 : Math.min(MOST_PLAYS, plays - 1);
  const screen = [...uint16(width), ...uint16(height), areShared | (7 << 4) | (bits - 1), 0, 0];
  const playing =
    plays === 1 ? [] : [0x21, 0xff, 11, ...letters('NETSCAPE2.0'), 3, 1, ...uint16(repeats), 0];
  return Uint8Array.from([...letters('GIF89a'), ...screen, ...colors, ...playing]);
}

/** Chunks may be kept and come again. */
function withDelay(frame: Uint8Array, delay: number): Uint8Array {
  const copy = frame.slice();
  copy.set(uint16(delay), DELAY_AT);
  return copy;
}

function uint16(value: number): [number, number] {
  return [value & 255, value >> 8];
}

function letters(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
