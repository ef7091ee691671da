import { StillmotionError } from '../core/errors.ts';
import { nv12Layout } from '../core/nv12.ts';
import type { RenderPlan } from '../core/plan.ts';
import { formatSize, type Size } from '../core/size.ts';
import { parseTitle } from '../core/title.ts';
import type { Frame } from '../core/timeline.ts';
import type { Framebuffer2D, GraphicsContext } from './context.ts';
import { createImageTexture } from './image.ts';
import { createScene } from './scene.ts';
import { createTitlePainter, loadTitleFont } from './title.ts';

/** Draws any frame of a plan, in any order, as a pure function of its index. */
export interface Renderer {
  /** Draws onto the context's own canvas, which must have the plan's canvas size. */
  draw(frame: Frame): void;
  /** The frame as RGBA bytes, the top row first. */
  pixels(frame: Frame): Uint8ClampedArray<ArrayBuffer>;
  /** The frame as NV12 planes of a film; see `nv12Layout` for their places in `into`. */
  readonly planes: (frame: Frame, into: Uint8Array, filmSize: Size) => void;
  /** Frees what it has on the GPU; the context stays. */
  dispose(): void;
}

/**
 * Uploads the picture (`null`: the built-in one) and builds what draws it.
 *
 * @throws StillmotionError `frame-too-large` when the canvas or image is above the texture limit.
 */
export async function createRenderer(
  context: GraphicsContext,
  picture: ImageBitmap | null,
  plan: RenderPlan,
): Promise<Renderer> {
  assertFits(plan.image, context.maxTextureSize);
  assertFits(plan.layout.canvas, context.maxTextureSize);
  const title =
    plan.spec.title === undefined ? undefined : await createTitle(plan.spec.title, plan);
  const { regl } = context;
  const scene = createScene(regl, createImageTexture(regl, picture, plan), plan, title);
  const targets = createTargets(context);

  return {
    draw(frame) {
      scene.screen(frame, null);
      context.assertAlive();
    },
    pixels(frame) {
      const { width, height } = plan.layout.canvas;
      const into = new Uint8ClampedArray(4 * width * height);
      const framebuffer = targets.of({ width, height });
      scene.screen(frame, framebuffer);
      targets.read(framebuffer, new Uint8Array(into.buffer));
      return into;
    },
    planes(frame, into, filmSize) {
      const framebuffer = targets.of(nv12Layout(filmSize).texels);
      scene.planes(frame, framebuffer, filmSize);
      targets.read(framebuffer, into);
    },
    dispose() {
      targets.dispose();
      scene.dispose();
    },
  };
}

async function createTitle(template: string, plan: RenderPlan) {
  await loadTitleFont();
  const { title, canvas } = plan.layout;
  return createTitlePainter(parseTitle(template), title, canvas.width, plan);
}

/** Framebuffers to read frames back from, one a size, kept from frame to frame. */
function createTargets(context: GraphicsContext) {
  const made = new Map<string, Framebuffer2D>();
  return {
    of(size: Size): Framebuffer2D {
      const key = formatSize(size);
      const known = made.get(key);
      if (known !== undefined) return known;
      const framebuffer = context.regl.framebuffer({ ...size, depth: false });
      made.set(key, framebuffer);
      return framebuffer;
    },
    /** Bytes of a lost context would be blank: they never leave here. */
    read(framebuffer: Framebuffer2D, data: Uint8Array): void {
      context.regl.read({ framebuffer, data });
      context.assertAlive();
    },
    dispose() {
      for (const framebuffer of made.values()) framebuffer.destroy();
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
