import type { Size } from '../core/size.ts';
import { untilDrawn } from '../gl/fence.ts';
import { drawGradually } from '../gl/gradually.ts';
import { ownContext } from '../gl/own-context.ts';
import type { Trialled } from '../gl/trial.ts';

/** A frame that is at rest, and what it is drawn by. */
export interface Refining {
  readonly trialled: Trialled;
  readonly frame: number;
  readonly size: Size;
  /** For all of it. */
  readonly seconds: number;
}

/** A piece takes about so long, s: in between the page is drawn, and answers. */
const PIECE = 0.04;

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
  { trialled, frame, size, seconds }: Refining,
  fit: (size: Size) => void,
  failed: (error: unknown) => void,
): Refinement {
  let share = 0;
  let isStopped = false;
  let isDisturbed = false;

  async function draw(): Promise<void> {
    const gl = ownContext(trialled.regl);
    const drawing = drawGradually(trialled, frame, size, Math.ceil(seconds / PIECE));
    let pieces = drawing.pieces();
    try {
      for (let next = pieces.next(); !next.done; next = pieces.next()) {
        // oxlint-disable-next-line no-await-in-loop -- one piece at a time is all that it is about
        await untilDrawn(gl);
        if (isStopped || gl.isContextLost()) return;
        if (isDisturbed) pieces = drawing.pieces();
        isDisturbed = false;
        // Until it is seen, it isn't done.
        share = Math.min(next.value, 0.99);
      }
      fit(size);
      drawing.show();
      share = 1;
    } finally {
      drawing.dispose();
    }
  }

  draw().catch((error: unknown) => {
    if (!isStopped) failed(error);
  });
  return {
    get share() {
      return share;
    },
    disturb() {
      isDisturbed = true;
    },
    stop() {
      isStopped = true;
    },
  };
}
