import { shrunk } from '../core/size.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { DecodedFiles } from '../gl/files.ts';
import { drawFrame } from '../gl/gradually.ts';
import { createScene, type Under } from '../gl/scene.ts';
import { createTarget, type Target } from '../gl/target.ts';
import { deep } from '../engines/deep.ts';
import { drawn } from '../engines/drawn.ts';
import type { Engine } from '../engines/engine.ts';
import { drawPlanes, type PlanesRenderer } from './planes-renderer.ts';
import type { Renderer } from './renderer.ts';

/** A film of which an effect shows the frames. */
export interface Passed {
  readonly renderer: Renderer;
  readonly plan: RenderPlan;
  /** Its frame that is the first one here. */
  readonly first: number;
  /** Every frame shows the same, and one is enough. */
  readonly still: boolean;
}

/**
 * Draws an effect over two films of the canvas' size, frame by frame, with their titles.
 *
 * @param plan of the effect, whose picture is the canvas
 * @param image what the effect knows as its picture; `second` as the second one
 * @param files that it reads
 */
export function createPassing(
  context: GraphicsContext,
  plan: RenderPlan,
  image: Passed,
  second: Passed,
  files?: DecodedFiles,
): PlanesRenderer {
  const { canvas } = plan.layout;
  // The scene filters its image by itself, and what it is told to filter takes llvmpipe four times as long.
  const engine: Engine = plan.deep ? deep : drawn;
  const { deepen } = engine;
  const made: Target[] = [];
  const open = (coarseness: number) => {
    const target = createTarget(context.regl, shrunk(canvas, coarseness), {}, deepen);
    made.push(target);
    return target;
  };
  const drawIn = (coarseness: number, nth: number) => {
    const [one, other] = [open(coarseness), open(coarseness)];
    const draws = [
      drawOnce(image, one, coarseness, nth),
      drawOnce(second, other, coarseness, nth),
    ] as const;
    const shown = {
      image: { texture: one.texture, isOpaque: true },
      second: other.texture,
      draw(index: number) {
        for (const each of draws) each.now(index);
      },
    };
    return { shown, draws };
  };
  const { shown: whole, draws } = drawIn(1, 1);
  const under: Under = {
    drawn: (coarseness, nth) => (coarseness * nth === 1 ? whole : drawIn(coarseness, nth).shown),
    beneath: [image, second].map(({ renderer: { trialled }, plan: own, first }, n) => ({
      trialled,
      plan: own,
      first,
      drawGradually: (index) => draws[n === 0 ? 0 : 1].gradually(index),
    })),
  };
  const scene = createScene(
    context,
    whole.image,
    plan,
    undefined,
    whole.second,
    under,
    files,
    deepen,
  );
  const renderer = drawPlanes(context, scene, plan, engine);
  return {
    ...renderer,
    dispose() {
      renderer.dispose();
      // The scene has freed the textures of the first two.
      for (const [n, target] of made.entries())
        if (n < 2) target.framebuffer.destroy();
        else target.dispose();
    },
  };
}

/** Draws a film's frame into a target of so many pixels, unless it is there already. */
function drawOnce(
  { renderer, first, still }: Passed,
  target: Target,
  coarseness: number,
  nth: number,
) {
  let isThere = false;
  return {
    now(index: number) {
      if (still && isThere) return;
      renderer.drawInto(first + index, target, coarseness, nth);
      isThere = true;
    },
    /** In all of its pixels and exposures. */
    *gradually(index: number) {
      if (still && isThere) return;
      isThere = false;
      yield* drawFrame(renderer.trialled, first + index, target);
      isThere = true;
    },
  };
}
