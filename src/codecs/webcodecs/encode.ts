import { counted } from '../../core/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import { sideBySide } from '../../core/side-by-side.ts';
import {
  type Frame,
  type FrameRange,
  frames,
  gopRanges,
  timestampAt,
} from '../../core/timeline.ts';
import { untilAborted } from '../../core/until-aborted.ts';
import type { Chunk, DecoderConfig, Gop } from '../../core/chunk.ts';
import { findVideoCodec, otherCodecs } from '../index.ts';
import { encoderConfig, frameOptions } from './encoder-config.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { ComingCapture } from './capture.ts';
import { holdQuantizer } from './hold-quantizer.ts';

/** Frames that are given to an encoder before the first comes out: enough to keep it busy. */
const MOST_IN_FLIGHT = 8;

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
  const all = encodeFrames(frames(film, range), capture, film, config, onChunk, signal);
  for await (const chunk of all) chunks.push(chunk);
  yield { range, chunks };
}

/**
 * Encodes frames in order, the first as a key frame, and before them that one once more where the encoder has to be
 * rehearsed. The next frame is drawn while the encoder works, and never more than a few ahead of it.
 */
async function* encodeFrames(
  timed: Iterable<Frame>,
  capture: ComingCapture,
  film: FilmPlan,
  config: VideoEncoderConfig,
  onChunk: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Chunk> {
  const { rehearsed = false, held } = film.steady ?? {};
  const rehearsals = rehearsed ? 1 : 0;
  const rates = held === undefined ? undefined : holdQuantizer(held, film.fps);
  const onCame = (chunk: Chunk) => {
    rates?.came(chunk);
    onChunk();
  };
  const output = createOutput(film.codec, rehearsals, capture.colorSpace, onCame, signal);
  const encoder = new VideoEncoder(output.callbacks);
  try {
    encoder.configure(config);
    let given = 0;
    let told: number | undefined;
    const give = (image: VideoFrame) => {
      const rate = rates?.next();
      const options = frameOptions(film, given === 0);
      try {
        if (rate !== undefined && rate !== told) encoder.configure({ ...config, bitrate: rate });
        told = rate;
        if (given < rehearsals) encoder.encode(image, options);
        encoder.encode(image, options);
      } catch (cause) {
        throw output.failure(cause);
      }
    };
    for await (const image of capture.take(timed)) {
      try {
        // What it is told goes by all frames before.
        while (rates && output.received() < given) await output.next();
        give(image);
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

/**
 * What the encoder gives and when, as promises; its errors are thrown where somebody waits.
 *
 * @param rehearsals so many of its first chunks are left out
 */
function createOutput(
  codec: string,
  rehearsals: number,
  colorSpace: VideoColorSpaceInit | undefined,
  onChunk: (chunk: Chunk) => void,
  signal: AbortSignal | undefined,
) {
  const chunks: Chunk[] = [];
  let received = 0;
  let rehearsed = 0;
  /** Encoders give it once, with their first chunk. */
  let described: DecoderConfig | undefined;
  let wake = () => {};
  const failing = new AbortController();
  const abort = () => failing.abort(signal?.reason);
  const orFailed = <T>(work: Promise<T>) => untilAborted(work, failing.signal);
  const failure = (cause: unknown) => encoderFailed(codec, received, cause);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);

  return {
    orFailed,
    failure,
    received: () => received,
    take: () => chunks.splice(0),
    next: () => orFailed(new Promise<void>((resolve) => (wake = resolve))),
    close: () => signal?.removeEventListener('abort', abort),
    callbacks: {
      output(chunk: EncodedVideoChunk, metadata?: EncodedVideoChunkMetadata) {
        const config = metadata?.decoderConfig;
        if (config) described = copyDecoderConfig(config, colorSpace);
        if (rehearsed++ < rehearsals) return;
        const copied = copyChunk(chunk, described);
        described = undefined;
        chunks.push(copied);
        received++;
        try {
          onChunk(copied);
        } catch (cause) {
          failing.abort(failure(cause));
        }
        wake();
      },
      error(cause: DOMException) {
        failing.abort(failure(cause));
      },
    },
  };
}

function copyChunk(chunk: EncodedVideoChunk, decoderConfig: DecoderConfig | undefined): Chunk {
  const data = new Uint8Array(chunk.byteLength);
  chunk.copyTo(data);
  const { type, timestamp } = chunk;
  return {
    track: 'video',
    data,
    key: type === 'key',
    timestamp,
    ...(decoderConfig && { decoderConfig }),
  };
}

function copyDecoderConfig(
  { codec, description, colorSpace: encoded = {} }: VideoDecoderConfig,
  told: VideoColorSpaceInit | undefined,
): DecoderConfig {
  const { primaries = null, transfer = null, matrix = null, fullRange = null } = told ?? encoded;
  const colorSpace = { primaries, transfer, matrix, fullRange };
  if (description === undefined) return { codec, colorSpace };
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  return { codec, colorSpace, description: bytes.slice() };
}

function encoderFailed(codec: string, received: number, cause: unknown): StillmotionError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const when = received === 0 ? 'at its first frame' : `after ${counted(received, 'frame')}`;
  return new StillmotionError(
    'encoding-failed',
    `The ${findVideoCodec(codec).label} encoder failed ${when}: ${reason.replace(/\.$/, '')}. A smaller size or another codec (${otherCodecs(codec)}) may do.`,
    { cause },
  );
}

function assertComplete(given: number, received: number): void {
  if (given === received) return;
  throw new StillmotionError(
    'encoding-failed',
    `The encoder gave ${counted(received, 'chunk')} for ${counted(given, 'frame')}; expected one each.`,
  );
}
