import type { Chunk, Gop } from '../../core/chunk.ts';
import { gopRanges } from '../../core/timeline.ts';
import { type FirstFrames, type RolledFilm, writeRolled } from './index.ts';
import { loadKernel } from './kernel.ts';

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
 * @param images frames 0 and 1 of the film
 * @param part the frames to write, which begin and end where GOPs do; left out: the film's range
 */
export async function* encodeRolled(
  film: RolledFilm,
  images: FirstFrames,
  { signal, onEncoded }: EncodeRolledOptions,
  part = film.range,
): AsyncGenerator<Gop> {
  await loadKernel();
  const { codec, description, keyInterval, chunks } = writeRolled({ ...film, range: part }, images);
  const written = chunks[Symbol.iterator]();
  let count = 0;
  for (const range of gopRanges(part, keyInterval)) {
    // A key picture takes a while: whatever waits goes in between.
    await pause();
    const gop: Chunk[] = [];
    for (let index = range.first; index <= range.last; index++) {
      signal?.throwIfAborted();
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
      onEncoded?.(++count);
    }
    yield { range, chunks: gop };
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
