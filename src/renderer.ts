import { StillmotionError } from './core/errors.ts';
import type { MakeDeepPlanes } from './core/deep-planes.ts';
import type { FramePlanes } from './core/nv12.ts';
import type { RenderPlan } from './film/plan.ts';
import { formatSize, shrunk, type Size } from './core/size.ts';
import type { Titles } from './titles/titles.ts';
import type { GraphicsContext } from './gl/context.ts';
import type { DecodedPicture } from './gl/decode.ts';
import type { DecodedFiles } from './gl/files.ts';
import { createImageTexture } from './gl/image.ts';
import { drawLevels } from './gl/levels.ts';
import type { Frame } from './core/timeline.ts';
import type { Engine } from './engines/engine.ts';
import { drawn } from './engines/drawn.ts';
import { createScene, keyedBy, type Scene } from './gl/scene.ts';
import { createTarget, type Target } from './gl/target.ts';
import type { Trialled } from './gl/trial.ts';

/** Draws any frame of a plan, in any order, as a pure function of its index, counted from 0. */
export interface Renderer {
  /**
   * Draws onto the context's own canvas.
   *
   * @param size of that canvas: the plan's, unless a film is larger and its last pixels stand twice
   * @param coarseness pixels of the plan's canvas along each side of one that is drawn; left out: one
   */
  readonly draw: (index: number, size?: Size, coarseness?: number) => void;
  /** Draws into a target of the canvas' size, the top row first. */
  readonly drawInto: (index: number, target: Target) => void;
  /** The frame as RGBA bytes, the top row first; with a coarseness as many as `shrunk` says. */
  pixels(index: number, coarseness?: number): Uint8ClampedArray<ArrayBuffer>;
  /**
   * Frames as the planes of a film, in their order; each is valid until the next, of whatever row: several may
   * be under way at once.
   */
  readonly planes: (frames: Iterable<Frame>, filmSize: Size) => Iterable<FramePlanes>;
  /** The same, drawn by the shader, whatever is cheaper: what `scene` shows, and so what a film has to. */
  readonly drawnPlanes: (frames: Iterable<Frame>, filmSize: Size) => Iterable<FramePlanes>;
  /** The same of a film of ten bits, as the shader draws it, too; `undefined` of others. */
  readonly deepPlanes: MakeDeepPlanes | undefined;
  /** What draws its frames, for who tries what that costs. */
  readonly trialled: Trialled;
  /** Frees what it has on the GPU; the context stays. */
  dispose(): void;
}

/**
 * Uploads the picture (`null`: the built-in one) and builds what draws it.
 *
 * @param engine what makes planes; left out: the one that can make any, which is enough for a screen
 * @param files that effects read
 * @throws StillmotionError `frame-too-large` when the canvas or image is above the texture limit.
 */
export function createRenderer(
  context: GraphicsContext,
  picture: DecodedPicture | null,
  plan: RenderPlan,
  titles?: Titles,
  engine: Engine = drawn,
  files?: DecodedFiles,
): Renderer {
  assertFits(plan.image, context.maxTextureSize);
  assertFits(plan.layout.canvas, context.maxTextureSize);
  const { regl } = context;
  const { deepen } = engine;
  const image = createImageTexture(regl, picture, plan, deepen);
  if (plan.shrinks) drawLevels(regl, image, plan, deepen);
  const painter = titles?.createPainter();
  const scene = createScene(context, image, plan, painter, undefined, undefined, files, deepen);
  return drawScene(context, scene, plan, titles, engine);
}

/** Draws a scene as all of a renderer's users want it. */
export function drawScene(
  context: GraphicsContext,
  scene: Scene,
  plan: RenderPlan,
  titles: Titles | undefined,
  engine: Engine,
): Renderer {
  const assertAlive = context.watch();
  const sources = keyedBy((film) => engine.open(scene.inputs, plan, film));
  const byShader =
    engine === drawn ? sources : keyedBy((film) => drawn.open(scene.inputs, plan, film));
  function* planesBy(made: typeof sources, frames: Iterable<Frame>, filmSize: Size) {
    titles?.lift();
    const lay = titles?.createLayer();
    for (const each of made.get(filmSize).planes(frames)) {
      // Bytes of a lost context would be blank: they never leave here.
      assertAlive();
      lay?.(each.frame.index, each.planes, filmSize);
      yield each;
      titles?.lift();
    }
  }
  const deep = engine.openDeep?.(scene.inputs, plan, assertAlive);
  const targets = keyedBy((size) => createTarget(context.regl, size));

  return {
    draw(index, size = plan.layout.canvas, coarseness = 1) {
      scene.screen(index, null, size, coarseness);
      assertAlive();
    },
    drawInto(index, target) {
      scene.screen(index, target, plan.layout.canvas);
      assertAlive();
    },
    pixels(index, coarseness = 1) {
      const { canvas } = plan.layout;
      const size = shrunk(canvas, coarseness);
      const into = new Uint8ClampedArray(4 * size.width * size.height);
      const target = targets.get(size);
      const { framebuffer } = target;
      scene.screen(index, target, canvas, coarseness);
      context.regl.read({ framebuffer, data: new Uint8Array(into.buffer) });
      assertAlive();
      return into;
    },
    trialled: scene.trialled,
    planes: (frames, filmSize) => planesBy(sources, frames, filmSize),
    drawnPlanes: (frames, filmSize) => planesBy(byShader, frames, filmSize),
    deepPlanes: deep?.planes,
    dispose() {
      for (const { made } of new Set([targets, sources, byShader]))
        for (const { value } of made) value.dispose();
      deep?.dispose();
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
