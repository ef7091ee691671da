import { type Chunk, chunkLength } from '../core/chunk.ts';
import { counted } from '../core/values/counted.ts';
import { StillmotionError } from '../core/errors.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import { repeat } from '../core/streams/repeat.ts';
import { secondsAt, timestampAt } from '../core/timeline.ts';
import { codecInRecord } from './codec-in-record.ts';
import type { Written } from './container.ts';

/** What is written, so far. */
type Tally = { -readonly [K in keyof Written]: Written[K] } & { keyFrames: number[] };

export function createTally(): Tally {
  return { frames: 0, codecString: '', colorSpace: {}, keyFrames: [], mediaBytes: 0 };
}

/** Of the whole file, all loops. */
export function countFrames(film: FilmPlan): number {
  return film.length ?? framesPerLoop(film) * film.loops;
}

/** How long it lasts, all loops. */
export function filmSeconds(film: FilmPlan): number {
  return secondsAt(countFrames(film), film.fps);
}

export function framesPerLoop({ range }: FilmPlan): number {
  return range.last - range.first + 1;
}

/**
 * The chunks that a film's file holds, as often as it loops: checked, and counted in `tally`.
 *
 * @param signal stops between any two of them; it rejects with the signal's reason
 * @throws StillmotionError `encoding-failed` when chunks are missing or out of order
 */
export async function* filmChunks(
  chunks: AsyncIterable<Chunk>,
  film: FilmPlan,
  tally: Tally,
  signal: AbortSignal | undefined,
): AsyncGenerator<Chunk> {
  const frames = countFrames(film);
  const perLoop = framesPerLoop(film);
  for await (const chunk of repeat(chunks, film.loops)) {
    signal?.throwIfAborted();
    assertInOrder(chunk, tally.frames % perLoop, film);
    if (chunk.key) tally.keyFrames.push(tally.frames);
    if (chunk.decoderConfig) {
      const { decoderConfig } = chunk;
      tally.codecString = codecInRecord(decoderConfig);
      tally.colorSpace = decoderConfig.colorSpace;
    }
    tally.mediaBytes += chunkLength(chunk);
    tally.frames++;
    yield chunk;
    // The last loop may be cut anywhere: no frame refers to a later one.
    if (tally.frames === frames) break;
  }
  signal?.throwIfAborted();
  if (tally.frames === frames) return;
  throw new StillmotionError(
    'encoding-failed',
    `The film has ${counted(tally.frames, 'frame')}; expected ${frames}.`,
  );
}

/** `count` is the frame's place in its loop. */
function assertInOrder({ timestamp, key }: Chunk, count: number, { fps, range }: FilmPlan): void {
  const expected = timestampAt(range.first + count, fps);
  if (timestamp !== expected) {
    throw new StillmotionError(
      'encoding-failed',
      `Frame ${count} of the film came with the time ${timestamp} µs when ${expected} µs was expected.`,
    );
  }
  if (count === 0 && !key) {
    throw new StillmotionError('encoding-failed', 'The film does not begin with a key frame.');
  }
}
