import type { RenderPlan } from './film/plan.ts';
import type { GraphicsContext } from './gl/context.ts';
import type { DecodedFiles } from './gl/files.ts';
import { createScene } from './gl/scene.ts';
import { createTarget } from './gl/target.ts';
import { drawn } from './engines/drawn.ts';
import { drawScene, type Renderer } from './renderer.ts';

/** A film of which an effect shows the frames. */
export interface Passed {
  readonly renderer: Renderer;
  /** Its frame that is the first one here. */
  readonly first: number;
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
): Renderer {
  const sampling = { min: 'linear', mag: 'linear' } as const;
  const ways = [image, second].map((film) => ({
    film,
    target: createTarget(context.regl, plan.layout.canvas, sampling),
  }));
  const [one, other] = ways.map(({ target }) => target);
  if (one === undefined || other === undefined) throw new Error('an effect shows two films');
  const scene = createScene(
    context,
    { texture: one.texture, isOpaque: true },
    plan,
    undefined,
    other.texture,
    ({ index }) => {
      for (const { film, target } of ways) film.renderer.drawInto(film.first + index, target);
    },
    files,
  );
  const renderer = drawScene(context, scene, plan, undefined, drawn);
  return {
    ...renderer,
    dispose() {
      for (const { target } of ways) target.framebuffer.destroy();
      renderer.dispose();
    },
  };
}
