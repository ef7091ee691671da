import type { SoundEdit } from './sound.ts';

/** A piece of decoded sound: samples of each channel, of the same length. */
export type SoundBlock = readonly Float32Array<ArrayBuffer>[];

/** A sound that can be decoded, from its first sample on, as often as it is asked for. */
export interface DecodedSound {
  /** Samples a second of a channel. */
  readonly rate: number;
  readonly channels: number;
  /** Samples of a channel. */
  readonly length: number;
  blocks(): AsyncIterable<SoundBlock>;
}

// The moments of an edit, all of them in seconds or all in samples.

/** When in the film a sound is heard no more. */
export function heardUntil({ offset, loop }: SoundEdit, length: number, film: number): number {
  if (loop) return film;
  return Math.min(film, Math.max(0, -offset) + Math.max(0, length - Math.max(0, offset)));
}

/** What of a sound is heard at a moment of the film; `undefined`: nothing. */
export function heardAt(
  edit: SoundEdit,
  length: number,
  film: number,
  at: number,
): number | undefined {
  const place = at + edit.offset;
  if (place < 0 || length <= 0 || at >= heardUntil(edit, length, film)) return undefined;
  return edit.loop ? place % length : place;
}

/** How many times as loud as it is, at a moment of the film before its end. */
export function gainAt({ offset, fade, volume }: SoundEdit, end: number, at: number): number {
  const out = fade > 0 ? Math.min(1, (end - at) / fade) : 1;
  const into = fade > 0 && offset > 0 ? Math.min(1, at / fade) : 1;
  return 10 ** (volume / 20) * out * into;
}

/** Samples of a channel that silence comes in. */
const SILENT_BLOCK = 8192;

/**
 * A sound as it is heard with a film: from its offset on, over and over where it loops, at its volume, fading out at its
 * end, and in where it begins in its middle. Fades are linear.
 *
 * @param seconds of the film: what is heard later is left out
 */
export function editedSound(sound: DecodedSound, edit: SoundEdit, seconds: number): DecodedSound {
  const samples = (time: number) => Math.round(time * sound.rate);
  const film = samples(seconds);
  const inSamples = { ...edit, offset: samples(edit.offset), fade: samples(edit.fade) };
  const length = heardUntil(inSamples, sound.length, film);
  return { ...sound, length, blocks: () => editedBlocks(sound, inSamples, length) };
}

/** Fewer than `length` samples where the sound has no more. */
async function* editedBlocks(
  sound: DecodedSound,
  edit: SoundEdit,
  length: number,
): AsyncGenerator<SoundBlock> {
  const silent = Math.min(length, Math.max(0, -edit.offset));
  yield* silence(silent, sound.channels);
  let at = silent;
  for await (const block of heard(sound, Math.max(0, edit.offset), edit.loop)) {
    if (at >= length) return;
    const taken = Math.min(block[0]?.length ?? 0, length - at);
    const begins = at;
    yield block.map((channel) =>
      channel.slice(0, taken).map((sample, n) => sample * gainAt(edit, length, begins + n)),
    );
    at += taken;
  }
}

export function* silence(length: number, channels: number): Generator<SoundBlock> {
  for (let left = length; left > 0; left -= SILENT_BLOCK)
    yield Array.from({ length: channels }, () => new Float32Array(Math.min(left, SILENT_BLOCK)));
}

/** From a sample on to the end, and where it loops from the first one again, for ever. */
async function* heard(
  sound: DecodedSound,
  from: number,
  loop: boolean,
): AsyncGenerator<SoundBlock> {
  if (sound.length <= 0) return;
  for (let first = from; ; first = 0) {
    let at = 0;
    for await (const block of sound.blocks()) {
      const [begin, end] = [at, Math.min(at + (block[0]?.length ?? 0), sound.length)];
      at = end;
      if (end <= first) continue;
      const cut = Math.max(0, first - begin);
      yield block.map((channel) => channel.subarray(cut, end - begin));
      if (at >= sound.length) break;
    }
    if (!loop || at === 0) return;
  }
}
