import type { Chunk } from '../core/chunk.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import type { Sink } from '../core/streams/sink.ts';
import type { Sound } from '../core/sound/sound.ts';
import type { Written } from './container.ts';
import { findContainer } from './index.ts';

/**
 * Writes a film into the kind of file that it is planned for. The sink is closed at the end, aborted on
 * failure.
 *
 * @param signal stops it between any two chunks; it rejects with the signal's reason
 * @param sound of which the container takes packets as they are
 * @param prove looks at what was written, before it is closed
 * @throws StillmotionError `encoding-failed` when chunks are missing or out of order
 */
export async function writeFilm(
  chunks: AsyncIterable<Chunk>,
  film: FilmPlan,
  sink: Sink,
  signal?: AbortSignal,
  sound?: Sound,
  prove?: (written: Written) => Promise<void>,
): Promise<Written> {
  try {
    const written = await findContainer(film.container).write(chunks, film, sink, signal, sound);
    await prove?.(written);
    await sink.close();
    return written;
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
