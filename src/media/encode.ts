import { counted } from '../core/counted.ts';
import { StillmotionError } from '../core/errors.ts';
import { sideBySide } from '../core/side-by-side.ts';
import type { Frame } from '../core/timeline.ts';
import type { Chunk, DecoderConfig } from './chunk.ts';
import { type CodecName, CODECS, otherCodecs } from './codecs.ts';
import { encoderConfig } from './encoder-config.ts';
import type { EncodingPlan } from './encoding.ts';
import type { Capture } from './capture.ts';
import { createJoin } from './join.ts';

/** Frames that are given to an encoder before the first comes out: enough to keep it busy. */
const MOST_IN_FLIGHT = 8;
/** Encoded film of one GOP that may wait for the one before, bytes. */
const WAITING_BYTES = 32 << 20;

export interface EncodeOptions {
  /** How many GOPs are encoded side by side; the film is the same with any number. */
  readonly lanes: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of frames that are encoded so far, some of them ahead of their turn. */
  readonly onEncoded?: ((count: number) => void) | undefined;
}

/**
 * Encodes GOPs in order, one chunk a frame. Each has an encoder of its own, so that its bytes don't
 * depend on what was encoded before it, nor on how many are encoded at once.
 *
 * @param gops the frames of the film, from key frame to key frame
 * @throws StillmotionError `codec-unsupported`, `encoding-failed`; the signal's reason when aborted
 */
export async function* encode(
  gops: Iterable<Iterable<Frame>>,
  capture: Capture,
  plan: EncodingPlan,
  { lanes, signal, onEncoded }: EncodeOptions,
): AsyncGenerator<Chunk> {
  const config = await encoderConfig(plan);
  let encoded = 0;
  const onChunk = () => onEncoded?.(++encoded);
  const encodeAll = function* () {
    for (const gop of gops) yield encodeGop(gop, capture, plan.codec, config, onChunk, signal);
  };
  const join = createJoin(plan.codec);
  const chunks = sideBySide(encodeAll(), lanes, WAITING_BYTES, ({ data }) => data.byteLength);
  for await (const chunk of chunks) yield join(chunk);
}

/**
 * Encodes frames in order, the first as a key frame. The next frame is drawn while the encoder works,
 * and never more than a few ahead of it.
 */
async function* encodeGop(
  frames: Iterable<Frame>,
  capture: Capture,
  codec: CodecName,
  config: VideoEncoderConfig,
  onChunk: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<Chunk> {
  const output = createOutput(codec, capture.colorSpace, onChunk, signal);
  const encoder = new VideoEncoder(output.callbacks);
  try {
    encoder.configure(config);
    let given = 0;
    for (const frame of frames) {
      const image = capture.take(frame);
      try {
        encoder.encode(image, { keyFrame: given === 0 });
      } catch (cause) {
        throw output.failure(cause);
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
    await Promise.race([flushed, output.failed]);
    yield* output.take();
    assertComplete(given, output.received());
  } finally {
    output.close();
    if (encoder.state !== 'closed') encoder.close();
  }
}

/** What the encoder gives and when, as promises; its errors are thrown where somebody waits. */
function createOutput(
  codec: CodecName,
  colorSpace: VideoColorSpaceInit | undefined,
  onChunk: () => void,
  signal: AbortSignal | undefined,
) {
  const chunks: Chunk[] = [];
  let received = 0;
  let wake = () => {};
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // Somebody may or may not be waiting when it fails.
  failed.catch(() => {});
  const abort = () => fail(signal?.reason);
  const failure = (cause: unknown) => encoderFailed(codec, received, cause);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);

  return {
    failed,
    failure,
    received: () => received,
    take: () => chunks.splice(0),
    next: () => Promise.race([new Promise<void>((resolve) => (wake = resolve)), failed]),
    close: () => signal?.removeEventListener('abort', abort),
    callbacks: {
      output(chunk: EncodedVideoChunk, metadata?: EncodedVideoChunkMetadata) {
        chunks.push(copyChunk(chunk, colorSpace, metadata));
        received++;
        onChunk();
        wake();
      },
      error(cause: DOMException) {
        fail(failure(cause));
      },
    },
  };
}

function copyChunk(
  chunk: EncodedVideoChunk,
  colorSpace: VideoColorSpaceInit | undefined,
  metadata: EncodedVideoChunkMetadata | undefined,
): Chunk {
  const data = new Uint8Array(chunk.byteLength);
  chunk.copyTo(data);
  const { type, timestamp } = chunk;
  const config = metadata?.decoderConfig;
  return {
    data,
    key: type === 'key',
    timestamp,
    ...(config && { decoderConfig: copyDecoderConfig(config, colorSpace) }),
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

function encoderFailed(codec: CodecName, received: number, cause: unknown): StillmotionError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const when = received === 0 ? 'at its first frame' : `after ${counted(received, 'frame')}`;
  return new StillmotionError(
    'encoding-failed',
    `The ${CODECS[codec].label} encoder failed ${when}: ${reason.replace(/\.$/, '')}. A smaller size or another codec (${otherCodecs(codec)}) may do.`,
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
