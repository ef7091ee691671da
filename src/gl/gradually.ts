import type { Rect, Size } from '../core/size.ts';
import type { Span } from '../titles/image.ts';
import type { Regl } from './context.ts';
import type { FrameUniforms } from './programs.ts';
import { createTarget } from './target.ts';
import type { Trialled } from './trial.ts';
import { ownContext } from './own-context.ts';

/** The least side of a piece, px: fewer are hardly quicker. */
const LEAST_SIDE = 16;
/** The one triangle that covers all, clip coordinates. */
const WHOLE = [
  [-1, -1],
  [3, -1],
  [-1, 3],
];

/** No title. By itself: what loads it late shares nothing more with what is there. */
const NO_COLUMNS: Span = { from: 0, to: 0 };

/** A frame that is drawn bit by bit, where nobody sees it. */
export interface Gradual {
  /** Draws a piece after the other, from the first on, and gives the share that is drawn. */
  pieces(): Generator<number, void>;
  /** Puts it on a screen of its size. */
  show(): void;
  dispose(): void;
}

/**
 * A frame as the screen shows it, in all of its pixels, drawn piece by piece. What effects sample is drawn first, and has to
 * stay as it is meanwhile.
 */
export function drawGradually(
  trialled: Trialled,
  index: number,
  size: Size,
  count: number,
): Gradual {
  const { regl, parts, toScreen, uniformsAt, titleSpanAt } = trialled;
  const target = createTarget(regl, size);
  const corners = regl.buffer(WHOLE);
  const surface = toScreen.get(size);
  const total = [...parts.map((part) => part.size), size]
    .map((each) => tiles(each, count).length)
    .reduce((sum, each) => sum + each, 0);
  const draw = (within: Rect, titleSpan: Span) => {
    const uniforms: FrameUniforms = { ...uniformsAt(index), titleSpan };
    surface.draw(uniforms, target, true, within);
  };
  function* pieces(): Generator<number, void> {
    let drawn = 0;
    for (const part of parts)
      for (const scissor of tiles(part.size, count)) {
        part.draw(uniformsAt(index), { corners, count: WHOLE.length, scissor });
        yield ++drawn / total;
      }
    for (const tile of tiles(size, count)) {
      drawn++;
      // The title is drawn as a whole, over all that is there.
      draw(tile, drawn === total ? titleSpanAt(index) : NO_COLUMNS);
      yield drawn / total;
    }
  }
  return {
    pieces,
    show() {
      // Others may have drawn elsewhere since: drawing binds it again, even of nothing.
      draw({ x: 0, y: 0, width: 0, height: 0 }, NO_COLUMNS);
      copyToScreen(regl, size);
    },
    dispose() {
      corners.destroy();
      target.dispose();
    },
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

/** About so many rectangles that cover it, about as high as wide. */
function tiles({ width, height }: Size, count: number): Rect[] {
  const side = Math.max(LEAST_SIDE, Math.ceil(Math.sqrt((width * height) / count)));
  const along = (length: number) =>
    Array.from({ length: Math.ceil(length / side) }, (_, n) => n * side);
  return along(height).flatMap((y) =>
    along(width).map((x) => ({
      x,
      y,
      width: Math.min(side, width - x),
      height: Math.min(side, height - y),
    })),
  );
}
