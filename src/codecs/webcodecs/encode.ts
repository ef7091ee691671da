import { sideBySide } from '../../core/streams/side-by-side.ts';
import { type FrameRange, frames, gopRanges, timestampAt } from '../../core/timeline.ts';
import type { Chunk, Gop } from '../../core/chunk.ts';
import { encodeEvenly } from './encode-evenly.ts';
import { encodeFrames } from './encode-frames.ts';
import { encoderConfig } from './encoder-config.ts';
import { encoderFailed } from './encoder-output.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { ComingCapture } from './capture.ts';
import { insertRepeats, type TimedFrame } from '../h264-stream/repeats.ts';

export interface EncodeOptions {
  /** How many GOPs are encoded side by side; the film is the same with any number. */
  readonly lanes: number;
  /** Which encoders may do it; left out: any. */
  readonly acceleration?: HardwareAcceleration;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of frames that are encoded so far, some of them ahead of their turn. */
  readonly onEncoded?: ((count: number) => void) | undefined;
}

/**
 * Encodes GOPs in order, one chunk a frame. Each has an encoder of its own, so that its bytes don't depend on
 * what was encoded before it, nor on how many are encoded at once.
 *
 * @param part the frames to encode, which begin and end where GOPs do; left out: the film's range
 * @throws StillmotionError `codec-unsupported`, `encoding-failed`; the signal's reason when aborted
 */
export async function* encode(
  film: FilmPlan,
  capture: ComingCapture,
  { lanes, acceleration, signal, onEncoded }: EncodeOptions,
  part: FrameRange = film.range,
): AsyncGenerator<Gop> {
  const config = {
    ...(await encoderConfig(film)),
    ...(acceleration && { hardwareAcceleration: acceleration }),
  };
  if (film.still) {
    yield* repeatGop(
      await firstGop(film, capture, config, part, onEncoded, signal),
      film,
      part,
      onEncoded,
    );
    return;
  }
  let encoded = 0;
  const onChunk = () => onEncoded?.(++encoded);
  const encodeAll = function* () {
    for (const range of gopRanges(part, film.keyFrameInterval))
      yield encodeGop(range, film, capture, config, onChunk, signal);
  };
  yield* sideBySide(encodeAll(), lanes, 1, () => 1);
}

/** The film's own first GOP, wherever the range begins: so that ranges and resumed films have the same bytes. */
async function firstGop(
  film: FilmPlan,
  capture: ComingCapture,
  config: VideoEncoderConfig,
  part: FrameRange,
  onEncoded: ((count: number) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly Chunk[]> {
  const first = { first: 0, last: Math.min(film.keyFrameInterval, film.frameCount) - 1 };
  let encoded = 0;
  // Of a short range only a part of it is needed.
  const onChunk = () => onEncoded?.(Math.min(++encoded, part.last - part.first + 1));
  for await (const { chunks } of encodeGop(first, film, capture, config, onChunk, signal))
    return chunks;
  throw new Error('a film of no frames was given to be encoded');
}

/** Gives one GOP again and again, each as long as it has to be: a frame refers to none behind it. */
function* repeatGop(
  gop: readonly Chunk[],
  { fps, keyFrameInterval }: FilmPlan,
  part: FrameRange,
  onEncoded: ((count: number) => void) | undefined,
): Generator<Gop> {
  for (const range of gopRanges(part, keyFrameInterval)) {
    const count = range.last - range.first + 1;
    const chunks = gop
      .slice(0, count)
      .map((chunk, n) => ({ ...chunk, timestamp: timestampAt(range.first + n, fps) }));
    onEncoded?.(range.last - part.first + 1);
    yield { range, chunks };
  }
}

async function* encodeGop(
  range: FrameRange,
  film: FilmPlan,
  capture: ComingCapture,
  config: VideoEncoderConfig,
  onChunk: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Gop> {
  const gop: TimedFrame[] = [];
  const place = { isFirst: range.first === 0, isLast: range.last === film.frameCount - 1 };
  const { chunks } = await encodeEvenly({ film, config }, place, (told, isFirst) => {
    const onCame = isFirst ? onChunk : () => {};
    gop.length = 0;
    const onTaken = (isRepeat: boolean) => {
      gop.push({ timestamp: timestampAt(range.first + gop.length, film.fps), isRepeat });
      if (isRepeat) onCame();
    };
    return encodeFrames(frames(film, range), capture, told, { onTaken, onChunk: onCame, signal });
  });
  yield { range, chunks: withRepeats(chunks, gop, film) };
}

function withRepeats(chunks: readonly Chunk[], gop: readonly TimedFrame[], film: FilmPlan) {
  try {
    return insertRepeats(chunks, gop);
  } catch (cause) {
    throw encoderFailed(film.codec, chunks.length, cause);
  }
}
