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

/** Samples of a channel that silence comes in. */
const SILENT_BLOCK = 8192;

/**
 * The samples of a sound as they are heard with a film: from its offset on, over and over where it loops, at its
 * volume, fading out at its end, and in where it begins in its middle. Fades are linear.
 *
 * @param seconds of the film: what is heard later is left out
 */
export async function* editSound(
  sound: DecodedSound,
  { offset, fade, loop, volume }: SoundEdit,
  seconds: number,
): AsyncGenerator<SoundBlock> {
  const samples = (time: number) => Math.round(time * sound.rate);
  const film = samples(seconds);
  const from = Math.max(0, samples(offset));
  const silent = Math.min(film, Math.max(0, -samples(offset)));
  const end = loop ? film : Math.min(film, silent + Math.max(0, sound.length - from));
  const gain = 10 ** (volume / 20);
  const fading = samples(fade);
  const envelope = (at: number) => {
    const out = fading > 0 ? Math.min(1, (end - at) / fading) : 1;
    const into = fading > 0 && from > 0 ? Math.min(1, at / fading) : 1;
    return gain * out * into;
  };
  yield* silence(silent, sound.channels);
  let at = silent;
  for await (const block of heard(sound, from, loop)) {
    if (at >= end) return;
    const length = Math.min(block[0]?.length ?? 0, end - at);
    const begins = at;
    yield block.map((channel) =>
      channel.slice(0, length).map((sample, n) => sample * envelope(begins + n)),
    );
    at += length;
  }
}

function* silence(length: number, channels: number): Generator<SoundBlock> {
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
