import { isSameSize, shrunk, type Size } from '../core/size.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Canvas, GraphicsContext } from '../gl/context.ts';
import type { Detail } from './detail.ts';
import type { Film } from './film.ts';
import type { Refinement } from './refine.ts';

/** Pixels of the film along each side of one that is drawn. */
export type Coarseness = 1 | 2 | 4;

const WHOLE: Detail = { coarseness: 1, nth: 1 };

/** What is shown coarser than it is, as long as it moves. */
export type Shown = Pick<Film, 'plan' | 'guard'> & {
  readonly renderer: Pick<Film['renderer'], 'draw'>;
};

/** Draws a film onto the canvas: in all of its pixels, or in fewer while it moves. */
export interface Screen {
  /** As it was set, or more where whole frames would take too long. */
  readonly coarseness: number;
  /** Of the exposures of a pixel each nth is drawn; 1 unless whole frames would take too long. */
  readonly nth: number;
  /** Of the frame that is shown, how much is drawn in all of its pixels and exposures, a share; it is seen when it is 1. */
  readonly refined: number;
  setCoarseness(coarseness: Coarseness): void;
  /** Gives the canvas the size that a film has on it. */
  fit(plan: RenderPlan): void;
  draw(film: Shown, frame: number): void;
  /** Draws what moves no more in all of its pixels, a moment later. */
  rest(draw: () => void): void;
  /** It moves again: nothing is drawn for its rest. */
  move(): void;
  dispose(): void;
}

/** What has stood for so long, ms, is at rest. */
const REST = 250;

/** @param failed told what goes wrong while nobody waits for it */
export function createScreen(
  canvas: Canvas,
  context: GraphicsContext,
  failed: (error: unknown) => void,
): Screen {
  let chosen: Coarseness = 1;
  /** Where whole frames would take too long. */
  let needed = WHOLE;
  let isAtRest = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refining: Refinement | undefined;
  let isWhole = true;

  const coarser = () => Math.max(chosen, needed.coarseness);
  const drawn = () => (isAtRest ? 1 : coarser());

  function fitTo(size: Size): void {
    if (context.hasCanvas && !isSameSize(canvas, size)) context.resize(size);
  }

  function move(): void {
    isAtRest = false;
    refining?.stop();
    refining = undefined;
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
  }

  /** By itself: what its function keeps would be allocated for each frame. */
  function drawLater(draw: () => void): void {
    timer = setTimeout(() => {
      timer = undefined;
      isAtRest = true;
      draw();
    }, REST);
  }

  return {
    get coarseness() {
      return coarser();
    },
    get nth() {
      return needed.nth;
    },
    get refined() {
      return refining ? refining.share : Number(isWhole);
    },
    setCoarseness(next) {
      chosen = next;
    },
    fit: ({ layout }) => fitTo(shrunk(layout.canvas, drawn())),
    draw(film, frame) {
      const { plan, renderer, guard } = film;
      const { canvas: whole } = plan.layout;
      needed = guard?.gaugeAt(frame).detail ?? WHOLE;
      const takesLong = needed.coarseness * needed.nth > 1;
      if (isAtRest && takesLong) {
        refining = guard?.refine(frame, fitTo, failed);
        return;
      }
      fitTo(shrunk(whole, drawn()));
      renderer.draw(frame, whole, drawn(), needed.nth);
      isWhole = drawn() === 1 && !takesLong;
      context.backlog.add();
    },
    rest(draw) {
      move();
      if (!isWhole) drawLater(draw);
    },
    move,
    dispose: move,
  };
}
