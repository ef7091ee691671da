import type { FrameRange } from './timeline.ts';

/** One encoded frame: the only currency between codecs, disks and containers. */
export interface Chunk {
  readonly track: 'video';
  readonly data: Uint8Array;
  /** Of films that are transparent: the frame's alpha, encoded as a picture by itself. */
  readonly alpha?: Uint8Array;
  /** A key frame: decoding can begin here. */
  readonly key: boolean;
  /** µs, as `timestampAt` gives it for the frame. */
  readonly timestamp: number;
  /** What a decoder has to know; comes with the first chunk. */
  readonly decoderConfig?: DecoderConfig;
}

/** The frames from one key frame to the next, all of them encoded. */
export interface Gop {
  readonly range: FrameRange;
  readonly chunks: readonly Chunk[];
}

/** The part of WebCodecs' VideoDecoderConfig that a container stores. */
export interface DecoderConfig {
  readonly codec: string;
  readonly colorSpace: VideoColorSpaceInit;
  /** The codec's own header, such as an AVCDecoderConfigurationRecord. */
  readonly description?: Uint8Array;
}

/** All bytes of a chunk, as they stand one behind the other. */
export function bytesOf({ data, alpha }: Chunk): Uint8Array[] {
  return alpha ? [data, alpha] : [data];
}

/** How many bytes a chunk has. */
export function chunkLength({ data, alpha }: Chunk): number {
  return data.byteLength + (alpha?.byteLength ?? 0);
}

/** What is to be known of chunks in a row besides their bytes, as JSON. */
export interface ChunkList {
  readonly chunks: readonly {
    readonly track: Chunk['track'];
    readonly byteLength: number;
    /** Of its alpha, whose bytes stand behind it; left out: it has none. */
    readonly alphaLength?: number;
    readonly key: boolean;
    readonly timestamp: number;
  }[];
  /** Comes with the first chunk of a film. */
  readonly decoderConfig?: {
    readonly codec: string;
    readonly colorSpace: VideoColorSpaceInit;
    /** Base64. */
    readonly description?: string;
  };
}

/**
 * What is to be known of chunks in a row besides their bytes.
 *
 * @param description the first one's, base64, if it has any
 */
export function listChunks(chunks: readonly Chunk[], description: string | undefined): ChunkList {
  const config = chunks[0]?.decoderConfig;
  return {
    chunks: chunks.map(({ track, data, alpha, key, timestamp }) => ({
      track,
      byteLength: data.byteLength,
      ...(alpha && { alphaLength: alpha.byteLength }),
      key,
      timestamp,
    })),
    ...(config && {
      decoderConfig: {
        codec: config.codec,
        colorSpace: config.colorSpace,
        ...(description !== undefined && { description }),
      },
    }),
  };
}
