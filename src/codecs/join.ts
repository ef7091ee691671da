import type { Chunk, DecoderConfig, Gop } from '../core/chunk.ts';
import { StillmotionError } from '../core/errors.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { findCodec } from './index.ts';

/**
 * Puts GOPs one behind the other, also those of several encoders. A file has one decoder configuration, so
 * that each must have come to the same; the first chunk carries it.
 *
 * @param signal stops between any two chunks; it rejects with the signal's reason
 * @throws StillmotionError `encoding-failed` where an encoder has come to another configuration
 */
export async function* joinGops(
  gops: AsyncIterable<Gop>,
  film: FilmPlan,
  signal?: AbortSignal,
): AsyncGenerator<Chunk> {
  let first: DecoderConfig | undefined;
  for await (const { chunks } of gops) {
    for (const { decoderConfig, ...chunk } of chunks) {
      signal?.throwIfAborted();
      if (decoderConfig === undefined) yield chunk;
      else if (first === undefined) {
        first = decoderConfig;
        yield { ...chunk, decoderConfig };
      } else {
        assertSame(first, decoderConfig, film);
        yield chunk;
      }
    }
  }
  signal?.throwIfAborted();
}

function assertSame(first: DecoderConfig, other: DecoderConfig, { codec }: FilmPlan): void {
  if (describe(first) === describe(other)) return;
  throw new StillmotionError(
    'encoding-failed',
    `The ${findCodec(codec).label} encoder described its stream as ${describe(first)} at first and as ${describe(other)} later; one film can't hold both.`,
  );
}

function describe({ codec, description }: DecoderConfig): string {
  const bytes = [...(description ?? [])].map((byte) => byte.toString(16).padStart(2, '0'));
  return [codec, bytes.join('')].filter(Boolean).join(' ');
}
