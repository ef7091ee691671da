import type { Chunk, Gop } from '../../core/chunk.ts';
import { gopRanges } from '../../core/timeline.ts';
import { type ImagePlanes, type RolledFilm, writeRolled } from './index.ts';

export interface EncodeRolledOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of frames that are written so far. */
  readonly onEncoded?: ((count: number) => void) | undefined;
}

const COLOR = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const satisfies VideoColorSpaceInit;

/**
 * Writes the film of an image that rolls, GOP by GOP, as the encoders of video do.
 *
 * @param first the frame to begin with, where a GOP does; left out: the first of the film's range
 */
export async function* encodeRolled(
  film: RolledFilm,
  image: ImagePlanes,
  { signal, onEncoded }: EncodeRolledOptions,
  first = film.range.first,
): AsyncGenerator<Gop> {
  const left = { first, last: film.range.last };
  const { codec, description, keyInterval, chunks } = writeRolled({ ...film, range: left }, image);
  const written = chunks[Symbol.iterator]();
  let count = 0;
  for (const range of gopRanges(left, keyInterval)) {
    // A key picture takes a while: whatever waits goes in between.
    await pause();
    signal?.throwIfAborted();
    const gop: Chunk[] = [];
    for (let index = range.first; index <= range.last; index++) {
      const { value } = written.next();
      if (value === undefined) throw new Error(`frame ${index} was not written`);
      const { data, key, timestamp } = value;
      const decoderConfig = { codec, colorSpace: COLOR, description };
      gop.push({
        track: 'video',
        data,
        key,
        timestamp,
        ...(gop.length === 0 && { decoderConfig }),
      });
    }
    count += gop.length;
    onEncoded?.(count);
    yield { range, chunks: gop };
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
