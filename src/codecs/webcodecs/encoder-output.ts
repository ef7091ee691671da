import type { Chunk, DecoderConfig } from '../../core/chunk.ts';
import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import { untilAborted } from '../../core/streams/until-aborted.ts';
import { findVideoCodec, otherCodecs } from '../index.ts';
import { copyDecoderConfig } from './decoder-config.ts';

/**
 * What the encoder gives and when, as promises; its errors are thrown where somebody waits.
 *
 * @param rehearsals so many of its first chunks are left out
 */
export function createOutput(
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

export function encoderFailed(codec: string, received: number, cause: unknown): StillmotionError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const when = received === 0 ? 'at its first frame' : `after ${counted(received, 'frame')}`;
  return new StillmotionError(
    'encoding-failed',
    `The ${findVideoCodec(codec).label} encoder failed ${when}: ${reason.replace(/\.$/, '')}. A smaller size or another codec (${otherCodecs(codec)}) may do.`,
    { cause },
  );
}
