import { StillmotionError } from '../core/errors.ts';
import type { Chunk, DecoderConfig } from './chunk.ts';
import { type CodecName, CODECS } from './codecs.ts';

/**
 * Puts GOPs one behind the other: the file has one decoder configuration, so that each encoder must
 * have come to the same.
 *
 * @throws StillmotionError `encoding-failed` where one has not
 */
export function createJoin(codec: CodecName): (chunk: Chunk) => Chunk {
  let first: DecoderConfig | undefined;
  return ({ decoderConfig, ...chunk }) => {
    if (decoderConfig === undefined) return chunk;
    if (first === undefined) {
      first = decoderConfig;
      return { ...chunk, decoderConfig };
    }
    if (!sameConfig(decoderConfig, first)) {
      throw new StillmotionError(
        'encoding-failed',
        `The ${CODECS[codec].label} encoder described its stream as ${describe(first)} at first and as ${describe(decoderConfig)} later; one film can't hold both.`,
      );
    }
    return chunk;
  };
}

function sameConfig(a: DecoderConfig, b: DecoderConfig): boolean {
  return describe(a) === describe(b);
}

function describe({ codec, description }: DecoderConfig): string {
  const bytes = [...(description ?? [])].map((byte) => byte.toString(16).padStart(2, '0'));
  return [codec, bytes.join('')].filter(Boolean).join(' ');
}
