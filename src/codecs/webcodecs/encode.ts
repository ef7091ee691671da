import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import { sideBySide } from '../../core/streams/side-by-side.ts';
import {
  type Frame,
  type FrameRange,
  frames,
  gopRanges,
  timestampAt,
} from '../../core/timeline.ts';
import type { Chunk, Gop } from '../../core/chunk.ts';
import { encoderConfig, frameOptions } from './encoder-config.ts';
import { createOutput, encoderFailed } from './encoder-output.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { ComingCapture } from './capture.ts';
import { holdQuantizer } from './hold-quantizer.ts';
import { forPicture } from './plain-pictures.ts';
import { insertRepeats, type TimedFrame } from '../h264-stream/repeats.ts';

/** Frames that are given to an encoder before the first comes out: enough to keep it busy. */
const MOST_IN_FLIGHT = 8;
/** A frame that is shown on is encoded so many times more: an encoder makes it better in the first of them. */
const SETTLING = 4;

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
  const chunks: Chunk[] = [];
  const gop: TimedFrame[] = [];
  const onTaken = (isRepeat: boolean) => {
    gop.push({ timestamp: timestampAt(range.first + gop.length, film.fps), isRepeat });
    if (isRepeat) onChunk();
  };
  const timed = frames(film, range);
  for await (const chunk of encodeFrames(timed, capture, film, config, onTaken, onChunk, signal))
    chunks.push(chunk);
  yield { range, chunks: withRepeats(chunks, gop, film) };
}

function withRepeats(chunks: readonly Chunk[], gop: readonly TimedFrame[], film: FilmPlan) {
  try {
    return insertRepeats(chunks, gop);
  } catch (cause) {
    throw encoderFailed(film.codec, chunks.length, cause);
  }
}

/**
 * Encodes frames in order, the first as a key frame, and before them that one once more where the encoder has to be
 * rehearsed. The next frame is drawn while the encoder works, and never more than a few ahead of it.
 *
 * @param onTaken called with each frame: whether it is left out, as it shows what the one before shows
 */
async function* encodeFrames(
  timed: Iterable<Frame>,
  capture: ComingCapture,
  film: FilmPlan,
  config: VideoEncoderConfig,
  onTaken: (isRepeat: boolean) => void,
  onChunk: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Chunk> {
  const { rehearsed = false, held } = film.steady ?? {};
  const rehearsals = rehearsed ? 1 : 0;
  const rates = held === undefined ? undefined : holdQuantizer(held, film.fps);
  /** Of frames that were given, whether they show what the one before shows. */
  const repeating: boolean[] = [];
  const onCame = (chunk: Chunk) => {
    rates?.came(chunk, repeating[output.received() - 1] ?? false);
    onChunk();
  };
  const output = createOutput(film.codec, rehearsals, capture.colorSpace, onCame, signal);
  const encoder = new VideoEncoder(output.callbacks);
  try {
    let used = { film, config };
    let given = 0;
    let told: number | undefined;
    const give = (image: VideoFrame, repeats: boolean) => {
      const rate = rates?.next(repeats);
      const options = frameOptions(used.film, given);
      try {
        if (given === 0) encoder.configure(used.config);
        if (rate !== undefined && rate !== told)
          encoder.configure({ ...used.config, bitrate: rate });
        told = rate;
        if (given < rehearsals) encoder.encode(image, options);
        encoder.encode(image, options);
      } catch (cause) {
        throw output.failure(cause);
      }
    };
    const most = film.repeats === 'written' ? SETTLING : undefined;
    for await (const { image, repeats = false } of capture.take(timed, most)) {
      onTaken(image === undefined);
      if (image === undefined) continue;
      try {
        // What it is told goes by all frames before.
        while (rates && output.received() < given) await output.next();
        repeating.push(repeats);
        if (given === 0) used = await output.orFailed(forPicture(image, used));
        give(image, repeats);
      } finally {
        image.close();
      }
      given++;
      while (given - output.received() >= MOST_IN_FLIGHT) {
        // An encoder that looks ahead accepts frames without giving any: its own queue tells.
        if (output.received() === 0 && encoder.encodeQueueSize === 0 && given < 4 * MOST_IN_FLIGHT)
          break;
        await output.next();
      }
      yield* output.take();
    }
    // It may reject before the encoder's error is told.
    const flushed = encoder
      .flush()
      .catch((cause: unknown) => Promise.reject(output.failure(cause)));
    await output.orFailed(flushed);
    yield* output.take();
    assertComplete(given, output.received());
  } finally {
    output.close();
    if (encoder.state !== 'closed') encoder.close();
  }
}

function assertComplete(given: number, received: number): void {
  if (given === received) return;
  throw new StillmotionError(
    'encoding-failed',
    `The encoder gave ${counted(received, 'chunk')} for ${counted(given, 'frame')}; expected one each.`,
  );
}
