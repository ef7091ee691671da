import { isSameSize, shrunk, type Size } from '../core/size.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Canvas, GraphicsContext } from '../gl/context.ts';
import type { Renderer } from '../renderers/renderer.ts';

export const COARSENESSES = [1, 2, 4] as const;
/** Pixels of the film along each side of one that is drawn. */
export type Coarseness = (typeof COARSENESSES)[number];

/** What is shown coarser than it is, as long as it moves. */
export interface Shown {
  readonly plan: RenderPlan;
  readonly renderer: Pick<Renderer, 'draw'>;
}

/** Draws a film onto the canvas: in all of its pixels, or in fewer while it moves. */
export interface Screen {
  readonly coarseness: Coarseness;
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

export function createScreen(canvas: Canvas, context: GraphicsContext): Screen {
  let coarseness: Coarseness = 1;
  let isAtRest = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const drawn = () => (isAtRest ? 1 : coarseness);

  function fitTo(size: Size): void {
    if (context.hasCanvas && !isSameSize(canvas, size)) context.resize(size);
  }

  function move(): void {
    isAtRest = false;
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
      return coarseness;
    },
    setCoarseness(next) {
      coarseness = next;
    },
    fit: ({ layout }) => fitTo(shrunk(layout.canvas, drawn())),
    draw({ plan, renderer }, frame) {
      const { canvas: whole } = plan.layout;
      fitTo(shrunk(whole, drawn()));
      renderer.draw(frame, whole, drawn());
      context.backlog.add();
    },
    rest(draw) {
      move();
      if (coarseness !== 1) drawLater(draw);
    },
    move,
    dispose: move,
  };
}
