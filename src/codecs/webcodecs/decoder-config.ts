import type { DecoderConfig } from '../../core/chunk.ts';

/**
 * What a decoder has to know, as encoders give it.
 *
 * @param told what the colours are; left out: what the encoder says of them
 */
export function copyDecoderConfig(
  { codec, description, colorSpace: encoded = {} }: VideoDecoderConfig,
  told?: VideoColorSpaceInit,
): DecoderConfig {
  const { primaries = null, transfer = null, matrix = null, fullRange = null } = told ?? encoded;
  const colorSpace = { primaries, transfer, matrix, fullRange };
  if (description === undefined) return { codec, colorSpace };
  const bytes = ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
  return { codec, colorSpace, description: bytes.slice() };
}
