import { bytesOf, type Chunk, type ChunkList, listChunks } from '../../core/chunk.ts';

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
  const take = (length: number) => bytes.subarray(position, (position += length));
  for (const [index, { track, byteLength, alphaLength, key, timestamp }] of chunks.entries()) {
    const data = take(byteLength);
    const alpha = alphaLength === undefined ? undefined : take(alphaLength);
    const chunk = { track, data, ...(alpha && { alpha }), key, timestamp };
    yield index === 0 && config ? { ...chunk, decoderConfig: config } : chunk;
  }
}

/** The reverse. */
export function packChunks(chunks: readonly Chunk[]): { list: ChunkList; data: Buffer } {
  const description = chunks[0]?.decoderConfig?.description;
  return {
    list: listChunks(chunks, description && Buffer.from(description).toString('base64')),
    data: Buffer.concat(chunks.flatMap(bytesOf)),
  };
}
