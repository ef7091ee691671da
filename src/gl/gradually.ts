import { StillmotionError } from '../core/errors.ts';
import type { Size } from '../core/size.ts';
import { untilAborted } from '../core/streams/until-aborted.ts';
import type { Regl } from './context.ts';
import { untilDrawn } from './fence.ts';
import { ownContext } from './own-context.ts';
import { pieces } from './pieces.ts';
import type { FrameUniforms } from './programs.ts';
import { createTarget, type Target } from './target.ts';
import type { Trialled } from './trial.ts';

// What draws bit by bit is a generator: it gives the texels of a piece that it has let the graphics draw, and goes on once these
// are drawn.

/** Pieces on their way to something. */
export type Pieces<T> = Generator<number, T>;

/** No title. By itself: what loads it late shares nothing more with what is there. */
const NO_COLUMNS = { from: 0, to: 0 };
const NOTHING = { x: 0, y: 0, width: 0, height: 0 };

/**
 * Lets each piece be drawn before the next.
 *
 * @throws StillmotionError `graphics-lost`; the signal's reason
 */
export async function drawPieces<T>(regl: Regl, drawing: Pieces<T>, signal?: AbortSignal) {
  const gl = ownContext(regl);
  for (;;) {
    signal?.throwIfAborted();
    if (gl.isContextLost())
      throw new StillmotionError('graphics-lost', 'The graphics context was lost while drawing.');
    const { value, done } = drawing.next();
    if (done === true) return value;
    // oxlint-disable-next-line no-await-in-loop -- one piece at a time is all that it is about
    await (signal ? untilAborted(untilDrawn(gl), signal) : untilDrawn(gl));
  }
}

/** Draws what a frame samples, and gives its uniforms, without a title; that has to stay as it is until the frame is drawn. */
export function* drawSampled(
  { parts, beneath }: Trialled,
  index: number,
  uniforms: () => FrameUniforms,
): Pieces<void> {
  for (const below of beneath) yield* below.drawGradually(index);
  for (const part of parts)
    for (const scissor of pieces(part, part.size)) {
      part.draw(uniforms(), { scissor });
      yield scissor.width * scissor.height;
    }
}

/** How many texels are drawn for a frame, of a size. */
export function texelsOf({ parts, beneath, layout }: Trialled, { width, height }: Size): number {
  const sampled = parts.map(({ size }) => size.width * size.height);
  const below = beneath.map(({ trialled }) => texelsOf(trialled, layout.canvas));
  return [...sampled, ...below].reduce((sum, each) => sum + each, width * height);
}

/**
 * Draws a frame as `Scene.screen` does, whole, into a target of its size.
 *
 * @param size of what is shown, px of the canvas; left out: the canvas
 * @param flip as a screen has it, the first row at the end
 */
export function* drawFrame(
  trialled: Trialled,
  index: number,
  target: Target,
  size: Size = trialled.layout.canvas,
  flip = false,
): Pieces<void> {
  const { programs, uniformsAt, titleSpanAt } = trialled;
  const surface = (flip ? trialled.toScreen : trialled.toFramebuffer).get(size);
  const draw = (within = NOTHING, titleSpan = NO_COLUMNS) =>
    surface.draw({ ...uniformsAt(index), titleSpan }, target, true, within);
  yield* drawSampled(trialled, index, () => uniformsAt(index));
  for (const piece of pieces(programs, size)) {
    draw(piece);
    yield piece.width * piece.height;
  }
  // As a whole, over all that is there.
  draw(NOTHING, titleSpanAt(index));
}

/** A frame that is drawn bit by bit for the screen, where nobody sees it. */
export interface Gradual {
  /** Draws it from the first piece on. */
  pieces(): Pieces<void>;
  /** Puts it on a screen of its size. */
  show(): void;
  dispose(): void;
}

/** A frame as the screen shows it, in all of its pixels. */
export function drawGradually(trialled: Trialled, index: number, size: Size): Gradual {
  const { regl, toScreen, uniformsAt } = trialled;
  const target = createTarget(regl, size);
  return {
    pieces: () => drawFrame(trialled, index, target, size, true),
    show() {
      // Others may have drawn elsewhere since: drawing binds it again, even of nothing.
      toScreen
        .get(size)
        .draw({ ...uniformsAt(index), titleSpan: NO_COLUMNS }, target, true, NOTHING);
      copyToScreen(regl, size);
    },
    dispose: () => target.dispose(),
  };
}

/** Copies what is bound to be drawn into, and leaves everything as regl knows it. */
function copyToScreen(regl: Regl, { width, height }: Size): void {
  const gl = ownContext(regl);
  const bound = gl.getParameter(gl.DRAW_FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
  gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
  gl.disable(gl.SCISSOR_TEST);
  gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  gl.enable(gl.SCISSOR_TEST);
  gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, bound);
}
