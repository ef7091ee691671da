import { StillmotionError } from '../core/errors.ts';
import { sideBySide } from '../core/side-by-side.ts';
import type { Frame } from '../core/timeline.ts';
import type { Chunk, DecoderConfig } from './chunk.ts';
import { type CodecName, CODECS } from './codecs.ts';
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
  const config = await supportedConfig(plan);
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
      encoder.encode(image, { keyFrame: given === 0 });
      image.close();
      given++;
      while (given - output.received() >= MOST_IN_FLIGHT) {
        // An encoder that looks ahead accepts frames without giving any: its own queue tells.
        if (output.received() === 0 && encoder.encodeQueueSize === 0 && given < 4 * MOST_IN_FLIGHT)
          break;
        await output.next();
      }
      yield* output.take();
    }
    await Promise.race([encoder.flush(), output.failed]);
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
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);

  return {
    failed,
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
        fail(
          new StillmotionError(
            'encoding-failed',
            `The ${CODECS[codec].label} encoder failed after ${received} frames: ${cause.message}`,
            { cause },
          ),
        );
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

/** Whether the browser has an encoder in hardware for this film. */
export async function encodesInHardware(plan: EncodingPlan): Promise<boolean> {
  const config = {
    ...(await supportedConfig(plan)),
    hardwareAcceleration: 'prefer-hardware',
  } as const;
  return (await VideoEncoder.isConfigSupported(config)).supported === true;
}

async function supportedConfig(plan: EncodingPlan): Promise<VideoEncoderConfig> {
  const { label, scalabilityMode } = CODECS[plan.codec];
  if (typeof VideoEncoder === 'undefined') {
    throw new StillmotionError(
      'codec-unsupported',
      'This browser has no WebCodecs VideoEncoder, or the page is not a secure context (https or localhost).',
    );
  }
  const config: VideoEncoderConfig = {
    codec: plan.codecString,
    ...plan.size,
    bitrate: plan.bitrate,
    framerate: plan.fps.numerator / plan.fps.denominator,
    // Realtime encoders may drop frames.
    latencyMode: 'quality',
    ...(plan.codec === 'h264' && { avc: { format: 'avc' } }),
  };
  for (const candidate of [...(scalabilityMode ? [{ ...config, scalabilityMode }] : []), config]) {
    const { supported } = await VideoEncoder.isConfigSupported(candidate);
    if (supported) return candidate;
  }
  throw new StillmotionError(
    'codec-unsupported',
    `This browser has no ${label} encoder for ${plan.size.width}x${plan.size.height} (${plan.codecString}); try another codec: ${Object.keys(CODECS).join(', ')}.`,
  );
}

function assertComplete(given: number, received: number): void {
  if (given === received) return;
  throw new StillmotionError(
    'encoding-failed',
    `The encoder gave ${received} chunks for ${given} frames; expected one each.`,
  );
}
