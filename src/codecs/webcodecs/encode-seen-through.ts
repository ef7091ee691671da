import type { Chunk, Gop } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { FrameRange } from '../../core/timeline.ts';
import type { Pixels } from '../images/encode.ts';
import { encode, type EncodeOptions } from './encode.ts';
import { createSplitCapture } from './split-capture.ts';

/** Of bits a second that were asked for, alpha gets so many: it has no colours, and mostly wide areas of one level. */
const SHARE_OF_ALPHA = 0.25;

/**
 * Encodes frames that are transparent, as `encode` does: no browser's encoder takes their alpha, so that a second one
 * encodes it as a picture by itself, and each chunk has what both have made. It is a key frame where it is one for both.
 *
 * @param draw gives a frame, counted from 0
 */
export async function* encodeSeenThrough(
  film: FilmPlan,
  draw: (index: number) => Promise<Pixels>,
  { signal, acceleration, onEncoded }: EncodeOptions,
  part: FrameRange = film.range,
): AsyncGenerator<Gop> {
  const { colors, alphas, stop } = createSplitCapture(draw);
  const abort = () => stop(signal?.reason);
  signal?.addEventListener('abort', abort);
  // Two encoders are at work as it is, and have to come to the same frames.
  const options = { lanes: 1, signal, ...(acceleration && { acceleration }) };
  const color = encode(
    withShare(film, 1 - SHARE_OF_ALPHA),
    colors,
    { ...options, onEncoded },
    part,
  );
  const alpha = encode(withShare(film, SHARE_OF_ALPHA), alphas, options, part);
  try {
    for (;;) {
      const [seen, shape] = await Promise.all([color.next(), alpha.next()]);
      if (seen.done === true || shape.done === true) return;
      yield { range: seen.value.range, chunks: together(seen.value, shape.value) };
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    stop(new Error('the other encoder has ended'));
    await Promise.allSettled([color.return(undefined), alpha.return(undefined)]);
  }
}

function withShare(film: FilmPlan, share: number): FilmPlan {
  return { ...film, bitrate: Math.round(share * film.bitrate) };
}

function together({ chunks }: Gop, { chunks: alphas }: Gop): Chunk[] {
  return chunks.map((chunk, n): Chunk => {
    const alpha = alphas[n];
    if (alpha === undefined) throw new Error('colours came without their alpha');
    return { ...chunk, alpha: alpha.data, key: chunk.key && alpha.key };
  });
}
