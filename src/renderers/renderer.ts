import { StillmotionError } from '../core/errors.ts';
import type { RenderPlan } from '../film/plan.ts';
import { formatSize, shrunk, type Size } from '../core/size.ts';
import type { Titles } from '../titles/titles.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { DrawnPicture } from '../gl/built-in.ts';
import type { DecodedPicture } from '../gl/decode.ts';
import type { DecodedFiles } from '../gl/files.ts';
import { createImageTexture } from '../gl/image.ts';
import { drawLevels } from '../gl/levels.ts';
import { createScene, keyedBy, type Scene } from '../gl/scene.ts';
import { createTarget, type Deepen, type Target } from '../gl/target.ts';
import type { Trialled } from '../gl/trial.ts';

/** Draws any frame of a plan, in any order, as a pure function of its index, counted from 0. */
export interface Renderer {
  /**
   * Draws onto the context's own canvas.
   *
   * @param size of that canvas: the plan's, unless a film is larger and its last pixels stand twice
   * @param coarseness pixels of the plan's canvas along each side of one that is drawn; left out: one
   * @param nth of the exposures of a pixel only each nth is drawn; left out: all
   */
  readonly draw: (index: number, size?: Size, coarseness?: number, nth?: number) => void;
  /** Draws into a target of the canvas' size, as `shrunk` says, the top row first. */
  readonly drawInto: (index: number, target: Target, coarseness: number, nth: number) => void;
  /** The frame as RGBA bytes, the top row first; with a coarseness as many as `shrunk` says. */
  pixels(index: number, coarseness?: number, nth?: number): Uint8ClampedArray<ArrayBuffer>;
  /** What draws its frames, for who tries what that costs. */
  readonly trialled: Trialled;
  /** Frees what it has on the GPU; the context stays. */
  dispose(): void;
}

/**
 * Uploads the picture and builds what draws it.
 *
 * @param files that effects read
 * @throws StillmotionError `frame-too-large` when the canvas or image is above the texture limit.
 */
export function createRenderer(
  context: GraphicsContext,
  picture: DecodedPicture | DrawnPicture,
  plan: RenderPlan,
  titles?: Titles,
  files?: DecodedFiles,
): Renderer {
  return drawScene(context, openScene(context, picture, plan, titles, files), plan);
}

/**
 * What `createRenderer` draws.
 *
 * @param deepen what it is drawn from; left out: it has a byte a colour
 */
export function openScene(
  context: GraphicsContext,
  picture: DecodedPicture | DrawnPicture,
  plan: RenderPlan,
  titles?: Titles,
  files?: DecodedFiles,
  deepen?: Deepen,
): Scene {
  assertFits(plan.image, context.maxTextureSize);
  assertFits(plan.layout.canvas, context.maxTextureSize);
  const { regl } = context;
  const image = createImageTexture(regl, picture, plan, deepen);
  if (plan.shrinks) drawLevels(regl, image, plan, deepen);
  const painter = titles?.createPainter();
  return createScene(context, image, plan, painter, undefined, undefined, files, deepen);
}

/** Draws a scene as all of a renderer's users want it. */
export function drawScene(context: GraphicsContext, scene: Scene, plan: RenderPlan): Renderer {
  const assertAlive = context.watch();
  const targets = keyedBy((size) => createTarget(context.regl, size));

  return {
    draw(index, size = plan.layout.canvas, coarseness = 1, nth) {
      scene.screen(index, null, size, coarseness, nth);
      assertAlive();
    },
    drawInto(index, target, coarseness, nth) {
      scene.screen(index, target, plan.layout.canvas, coarseness, nth);
      assertAlive();
    },
    pixels(index, coarseness = 1, nth) {
      const { canvas } = plan.layout;
      const size = shrunk(canvas, coarseness);
      const into = new Uint8ClampedArray(4 * size.width * size.height);
      const target = targets.get(size);
      const { framebuffer } = target;
      scene.screen(index, target, canvas, coarseness, nth);
      context.regl.read({ framebuffer, data: new Uint8Array(into.buffer) });
      assertAlive();
      return into;
    },
    trialled: scene.trialled,
    dispose() {
      for (const { value } of targets.made) value.dispose();
      scene.dispose();
    },
  };
}

function assertFits({ width, height }: Size, limit: number): void {
  if (width <= limit && height <= limit) return;
  throw new StillmotionError(
    'frame-too-large',
    `${formatSize({ width, height })} is above what this renderer can draw: at most ${limit} px a side.`,
  );
}
