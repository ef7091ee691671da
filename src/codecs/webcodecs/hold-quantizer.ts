import type { Chunk } from '../../core/chunk.ts';
import type { Fraction } from '../../core/fraction.ts';
import { quantizerOf } from '../h264-stream/quantizer.ts';
import { readStreamFormat, type StreamFormat } from '../h264-stream/stream-format.ts';

/** Bits a second that any encoder takes. */
const RATES = { least: 10_000, most: 200_000_000 };
/** More, and the frame behind a key frame would be better by itself. */
const BEHIND_KEY = 0.9;
/** How far one frame changes what the next ones are told: more, and the encoder and we swing each other up. */
const PACE = 0.4;
/** Who takes so many times as much is followed at once, as where a picture begins to go over into another. */
const MORE = 1.5;
/** No frame takes from the next one more than this: a transition begins with one that shows nothing new. */
const MOST_FALL = 8;
/** H.264: so many steps of the quantizer halve the bits, about. */
const STEPS_TO_HALVE = 6;

/** What an encoder is told of bits, frame by frame. */
interface RateHolder {
  /**
   * Bits a second for the next frame; `undefined` before the first.
   *
   * @param repeats it shows what the one before shows
   */
  next(repeats: boolean): number | undefined;
  /** Takes note of what came of a frame. */
  came(chunk: Chunk, repeats: boolean): void;
}

/**
 * Keeps an encoder of H.264 that takes no quantizer near one, by the bits that it is told before each frame: as many as the
 * frames before would have had at that quantizer.
 *
 * @param wanted the quantizer
 * @param behindKey what the frame behind a key frame is told to take, of that one's bits
 */
export function holdQuantizer(
  wanted: number,
  { numerator, denominator }: Fraction,
  behindKey = BEHIND_KEY,
): RateHolder {
  let format: StreamFormat | undefined;
  /** Bits of a frame at the quantizer that is wanted; of the first ones those that they may have. */
  let expected: number | undefined;
  let isSeen = false;
  /** Bits of a frame that shows on what the last ones show: next to none, from which nothing follows for what moves. */
  let standing: number | undefined;
  return {
    next(repeats) {
      if (!repeats) standing = undefined;
      const bits = standing ?? expected;
      if (bits === undefined) return undefined;
      const rate = Math.round((bits * numerator) / denominator);
      return Math.min(RATES.most, Math.max(RATES.least, rate));
    },
    came({ data, key, decoderConfig }, repeats) {
      if (decoderConfig?.description) format = readStreamFormat(decoderConfig.description);
      const bits = 8 * data.byteLength;
      if (key) {
        // One that the encoder puts in between says nothing of the frames behind it.
        expected ??= behindKey * bits;
        return;
      }
      if (format === undefined) throw new Error('a stream came without its parameter sets');
      const finer = wanted - quantizerOf(data, format);
      const own = bits * 2 ** (-finer / STEPS_TO_HALVE);
      if (repeats) {
        standing = own;
        return;
      }
      const before = expected ?? own;
      const pace = isSeen && own < MORE * before ? PACE : 1;
      expected = Math.max(before ** (1 - pace) * own ** pace, before / MOST_FALL);
      isSeen = true;
    },
  };
}
