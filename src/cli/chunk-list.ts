import type { ChunkBatch } from '../core/protocol.ts';
import type { Chunk } from '../media/chunk.ts';

/** What is to be known of chunks besides their bytes, as JSON. */
export type ChunkList = Pick<ChunkBatch, 'chunks' | 'decoderConfig'>;

/** Chunks out of their bytes, one behind the other. */
export function* unpackChunks(
  bytes: Buffer,
  { chunks, decoderConfig }: ChunkList,
): Generator<Chunk> {
  const description = decoderConfig?.description;
  const config = decoderConfig && {
    codec: decoderConfig.codec,
    colorSpace: decoderConfig.colorSpace,
    ...(description !== undefined && {
      description: new Uint8Array(Buffer.from(description, 'base64')),
    }),
  };
  let position = 0;
  for (const [index, { byteLength, key, timestamp }] of chunks.entries()) {
    const end = position + byteLength;
    const chunk = { data: bytes.subarray(position, end), key, timestamp };
    yield index === 0 && config ? { ...chunk, decoderConfig: config } : chunk;
    position = end;
  }
}

/** The reverse. */
export function packChunks(chunks: readonly Chunk[]): { list: ChunkList; data: Buffer } {
  const config = chunks[0]?.decoderConfig;
  const list: ChunkList = {
    chunks: chunks.map(({ data, key, timestamp }) => ({
      byteLength: data.byteLength,
      key,
      timestamp,
    })),
    ...(config && {
      decoderConfig: {
        codec: config.codec,
        colorSpace: config.colorSpace,
        ...(config.description && {
          description: Buffer.from(config.description).toString('base64'),
        }),
      },
    }),
  };
  return { list, data: Buffer.concat(chunks.map(({ data }) => data)) };
}
