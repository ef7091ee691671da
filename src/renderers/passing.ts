import type { RenderPlan } from '../film/plan.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { DecodedFiles } from '../gl/files.ts';
import { createScene } from '../gl/scene.ts';
import { createTarget, type Target } from '../gl/target.ts';
import { deep } from '../engines/deep.ts';
import { drawn } from '../engines/drawn.ts';
import type { Engine } from '../engines/engine.ts';
import { drawPlanes, type PlanesRenderer } from './planes-renderer.ts';
import type { Renderer } from './renderer.ts';

/** A film of which an effect shows the frames. */
export interface Passed {
  readonly renderer: Renderer;
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
  const one = createTarget(context.regl, canvas, {}, deepen);
  const other = createTarget(context.regl, canvas, { min: 'linear', mag: 'linear' }, deepen);
  const draws = [drawOnce(image, one), drawOnce(second, other)];
  const scene = createScene(
    context,
    { texture: one.texture, isOpaque: true },
    plan,
    undefined,
    other.texture,
    ({ index }, nth) => {
      for (const draw of draws) draw(index, nth);
    },
    files,
    deepen,
  );
  const renderer = drawPlanes(context, scene, plan, engine);
  return {
    ...renderer,
    dispose() {
      for (const { framebuffer } of [one, other]) framebuffer.destroy();
      renderer.dispose();
    },
  };
}

/** Draws a film's frame into its target, unless it is there already. */
function drawOnce({ renderer, first, still }: Passed, target: Target) {
  /** Each how manieth of its exposures. */
  let there = 0;
  return (index: number, nth: number) => {
    if (there === nth && still) return;
    renderer.drawInto(first + index, target, nth);
    there = nth;
  };
}
