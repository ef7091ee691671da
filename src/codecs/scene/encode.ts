import type { Chunk, Gop } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { SceneData } from '../../core/scene-data.ts';
import { frames, gopRanges } from '../../core/timeline.ts';
import { type EncodeImagesOptions, PICTURE_COLOR } from '../images/encode.ts';

const NOTHING = new Uint8Array();

/**
 * A film whose first chunk holds all that its frames are drawn from; of each other one there is nothing to be said.
 *
 * @param describe gathers what the first chunk holds
 * @param part which frames; left out: the film's range
 */
export async function* encodeScene(
  film: FilmPlan,
  describe: () => Promise<SceneData>,
  { signal, onEncoded }: EncodeImagesOptions,
  part = film.range,
): AsyncGenerator<Gop> {
  let encoded = 0;
  for (const range of gopRanges(part, film.keyFrameInterval)) {
    signal?.throwIfAborted();
    const chunks: Chunk[] = [];
    for (const { index, timestamp } of frames(film, range))
      chunks.push(
        index === film.range.first
          ? firstChunk(await describe(), timestamp, film.codecString)
          : { track: 'video', data: NOTHING, key: true, timestamp },
      );
    onEncoded?.((encoded += chunks.length));
    yield { range, chunks };
  }
}

function firstChunk(scene: SceneData, timestamp: number, codec: string): Chunk {
  const data = new TextEncoder().encode(JSON.stringify(scene));
  const decoderConfig = { codec, colorSpace: PICTURE_COLOR };
  return { track: 'video', data, key: true, timestamp, decoderConfig };
}
