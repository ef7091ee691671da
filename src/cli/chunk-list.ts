import { type Chunk, type ChunkList, listChunks } from '../core/chunk.ts';

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
  for (const [index, { track, byteLength, key, timestamp }] of chunks.entries()) {
    const end = position + byteLength;
    const chunk = { track, data: bytes.subarray(position, end), key, timestamp };
    yield index === 0 && config ? { ...chunk, decoderConfig: config } : chunk;
    position = end;
  }
}

/** The reverse. */
export function packChunks(chunks: readonly Chunk[]): { list: ChunkList; data: Buffer } {
  const description = chunks[0]?.decoderConfig?.description;
  return {
    list: listChunks(chunks, description && Buffer.from(description).toString('base64')),
    data: Buffer.concat(chunks.map(({ data }) => data)),
  };
}
