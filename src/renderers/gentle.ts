import type { FramePlanes } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import type { Regl } from '../gl/context.ts';
import { drawPieces, type Pieces } from '../gl/gradually.ts';
import { PIECE } from '../gl/pieces.ts';

/** Something of each frame. */
export type Coming<T> = Iterable<T> | AsyncIterable<T>;

/** Somebody watches the page that draws: a frame that takes long is drawn piece by piece, and between two of them it answers. */
export interface Watched {
  /** Ends it between two pieces. */
  readonly signal?: AbortSignal | undefined;
}

/** What makes something of each frame. */
export interface Maker<T> {
  /** In their order, each valid until the next. */
  readonly atOnce: (frames: Iterable<Frame>) => Iterable<T>;
  /** The same of one; left out: nothing of it takes long. */
  readonly inPieces?: ((frame: Frame) => Pieces<T>) | undefined;
}

/** What takes no longer is drawn at once, ms. */
const LONG = 2.5 * PIECE;

/** Those whose last frame took little: another of theirs needs no pieces. */
const quick = new WeakSet<object>();

/**
 * Makes something of frames, one after the other: piece by piece, until one takes no longer than a piece, and again once one
 * takes long.
 *
 * @param of what remembers that
 * @throws StillmotionError `graphics-lost`; the signal's reason
 */
export async function* makeGently<T>(
  regl: Regl,
  of: object,
  { atOnce, inPieces }: Maker<T>,
  frames: Iterable<Frame>,
  { signal }: Watched,
): AsyncGenerator<T> {
  if (inPieces === undefined) {
    yield* atOnce(frames);
    return;
  }
  const waiting = frames[Symbol.iterator]();
  let hasEnded = false;
  function* whileQuick() {
    while (quick.has(of)) {
      const { value, done } = waiting.next();
      if (done === true) hasEnded = true;
      if (hasEnded) return;
      yield value as Frame;
    }
  }
  while (!hasEnded) {
    const made = atOnce(whileQuick())[Symbol.iterator]();
    for (;;) {
      const begun = performance.now();
      const { value, done } = made.next();
      if (done === true) break;
      if (performance.now() - begun > LONG) quick.delete(of);
      yield value;
    }
    if (hasEnded) return;
    const { value: frame, done } = waiting.next();
    if (done === true) return;
    const begun = performance.now();
    const each = await drawPieces(regl, inPieces(frame), signal);
    if (performance.now() - begun < PIECE) quick.add(of);
    yield each;
  }
}

/**
 * As `ShowRenderer.settled`, of one picture.
 *
 * @param still all frames show the same
 */
export function settledBy(
  makePlanes: (frames: Iterable<Frame>, size: Size) => Coming<FramePlanes>,
  still: boolean,
) {
  return async function* settled<T>(
    frames: Iterable<Frame>,
    size: Size,
    take: (made: FramePlanes) => T,
    most: number,
  ): AsyncGenerator<T | undefined> {
    const all = [...frames];
    let repeats = 0;
    for await (const made of makePlanes(still ? all.slice(0, most + 1) : all, size))
      yield take({ ...made, repeats: still ? repeats++ : 0 });
    if (still) for (; repeats < all.length; repeats++) yield undefined;
  };
}
