import { OPUS_RATE } from '../../core/sound/opus.ts';

// Mediabunny says of Opus in Matroska how much a decoder needs before a place that it seeks (SeekPreRoll), and gives
// the pre-skip for it; that the first samples aren't heard (CodecDelay) it doesn't say, and ffmpeg shifts the sound by
// as much. So both are written over that and the track's name, which stands right behind it.

/** What the track is called until then: with it the element is as long as that of SeekPreRoll. */
export const PLACEHOLDER = 'Opus';

const SEEK_PRE_ROLL = [0x56, 0xbb];
const CODEC_DELAY = [0x56, 0xaa];
const NAME = [0x53, 0x6e, 0x80 | PLACEHOLDER.length, ...new TextEncoder().encode(PLACEHOLDER)];
/** 80 ms, in ns: as RFC 7845 and WebM's guidelines want it. */
const PRE_ROLL = [...SEEK_PRE_ROLL, 0x84, ...bigEndian(80_000_000)];

/**
 * Says in a film's header how long its sound's decoder takes.
 *
 * @param preSkip samples
 * @returns the bytes; `undefined` where the place for it isn't within these
 */
export function withCodecDelay(bytes: Uint8Array, preSkip: number): Uint8Array | undefined {
  const delay = bigEndian(Math.round((preSkip / OPUS_RATE) * 1e9));
  const sized = [0x80 | delay.length, ...delay];
  const at = indexOf(bytes, [...SEEK_PRE_ROLL, ...sized, ...NAME]);
  if (at < 0) return undefined;
  const changed = bytes.slice();
  changed.set([...CODEC_DELAY, ...sized, ...PRE_ROLL], at);
  return changed;
}

/** In as few bytes as it takes. */
function bigEndian(value: number): number[] {
  return value < 256 ? [value] : [...bigEndian(Math.floor(value / 256)), value & 255];
}

function indexOf(bytes: Uint8Array, pattern: readonly number[]): number {
  const last = bytes.byteLength - pattern.length;
  for (let at = 0; at <= last; at++)
    if (pattern.every((byte, n) => bytes[at + n] === byte)) return at;
  return -1;
}
