/** One encoded frame. */
export interface Chunk {
  readonly data: Uint8Array;
  /** A key frame: decoding can begin here. */
  readonly key: boolean;
  /** µs, as `timestampAt` gives it for the frame. */
  readonly timestamp: number;
  /** What a decoder has to know; comes with the first chunk. */
  readonly decoderConfig?: DecoderConfig;
}

/** The part of WebCodecs' VideoDecoderConfig that a container stores. */
export interface DecoderConfig {
  readonly codec: string;
  readonly colorSpace: VideoColorSpaceInit;
  /** The codec's own header, such as an AVCDecoderConfigurationRecord. */
  readonly description?: Uint8Array;
}

/** Passes chunks on and tells how many have gone through. */
export async function* counted(
  chunks: AsyncIterable<Chunk>,
  onCount: (count: number) => void,
): AsyncGenerator<Chunk> {
  let count = 0;
  for await (const chunk of chunks) {
    yield chunk;
    onCount(++count);
  }
}
