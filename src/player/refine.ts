import type { Size } from '../core/size.ts';
import { drawGradually, drawPieces, texelsOf } from '../gl/gradually.ts';
import type { Trialled } from '../gl/trial.ts';
import { isLoss } from './context-loss.ts';

/** A frame that is at rest, and what it is drawn by. */
export interface Refining {
  readonly trialled: Trialled;
  readonly frame: number;
  readonly size: Size;
}

/** A frame on its way. */
export interface Refinement {
  /** Of it, what is drawn. */
  readonly share: number;
  /** What effects sample has been drawn over: it begins again. */
  disturb(): void;
  /** It has gone, or is to be drawn otherwise. */
  stop(): void;
}

/**
 * Begins to draw a frame in all of its pixels and exposures, where nobody sees it until it is done.
 *
 * @param fit makes the screen as large
 * @param failed told what goes wrong
 */
export function refine(
  { trialled, frame, size }: Refining,
  fit: (size: Size) => void,
  failed: (error: unknown) => void,
): Refinement {
  let share = 0;
  let isDisturbed = false;
  const total = texelsOf(trialled, size);
  const stopped = new AbortController();

  async function draw(): Promise<void> {
    const drawing = drawGradually(trialled, frame, size);
    /** From the first piece on again, where it was disturbed. */
    function* pieces() {
      do {
        isDisturbed = false;
        let drawn = 0;
        for (const texels of drawing.pieces()) {
          yield texels;
          if (isDisturbed) break;
          drawn += texels;
          // Until it is seen, it isn't done.
          share = Math.min(drawn / total, 0.99);
        }
      } while (isDisturbed);
    }
    try {
      await drawPieces(trialled.regl, pieces(), stopped.signal);
      fit(size);
      drawing.show();
      share = 1;
    } finally {
      drawing.dispose();
    }
  }

  draw().catch((error: unknown) => {
    // What is lost comes back, and is drawn again then.
    if (!stopped.signal.aborted && !isLoss(error)) failed(error);
  });
  return {
    get share() {
      return share;
    },
    disturb() {
      isDisturbed = true;
    },
    stop() {
      stopped.abort();
    },
  };
}
