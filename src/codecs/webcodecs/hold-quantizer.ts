import type { Chunk } from '../../core/chunk.ts';
import type { Fraction } from '../../core/fraction.ts';
import { quantizerOf } from '../h264-stream/quantizer.ts';
import { readStreamFormat, type StreamFormat } from '../h264-stream/stream-format.ts';

/** Bits a second that any encoder takes. */
const RATES = { least: 10_000, most: 200_000_000 };
/** What the frame behind a key frame is told to take, of that one's bits: more, and it would be better by itself. */
const BEHIND_KEY = 0.9;
/** How far one frame changes what the next ones are told: more, and the encoder and we swing each other up. */
const PACE = 0.4;
/** H.264: so many steps of the quantizer halve the bits, about. */
const STEPS_TO_HALVE = 6;

/** What an encoder is told of bits, frame by frame. */
interface RateHolder {
  /** Bits a second for the next frame; `undefined` before the first. */
  next(): number | undefined;
  /** Takes note of what came of a frame. */
  came(chunk: Chunk): void;
}

/**
 * Keeps an encoder of H.264 that takes no quantizer near one, by the bits that it is told before each frame: as many as the
 * frames before would have had at that quantizer.
 *
 * @param wanted the quantizer
 */
export function holdQuantizer(wanted: number, { numerator, denominator }: Fraction): RateHolder {
  let format: StreamFormat | undefined;
  /** Bits of a frame at the quantizer that is wanted; of the first ones those that they may have. */
  let expected: number | undefined;
  let isSeen = false;
  return {
    next() {
      if (expected === undefined) return undefined;
      const rate = Math.round((expected * numerator) / denominator);
      return Math.min(RATES.most, Math.max(RATES.least, rate));
    },
    came({ data, key, decoderConfig }) {
      if (decoderConfig?.description) format = readStreamFormat(decoderConfig.description);
      const bits = 8 * data.byteLength;
      if (key) {
        // One that the encoder puts in between says nothing of the frames behind it.
        expected ??= BEHIND_KEY * bits;
        return;
      }
      if (format === undefined) throw new Error('a stream came without its parameter sets');
      const finer = wanted - quantizerOf(data, format);
      const own = bits * 2 ** (-finer / STEPS_TO_HALVE);
      expected = isSeen && expected !== undefined ? expected ** (1 - PACE) * own ** PACE : own;
      isSeen = true;
    },
  };
}
