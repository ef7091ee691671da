import { planRender, type RenderPlan } from './core/plan.ts';
import type { RenderSpec } from './core/spec.ts';
import { frameAt, frames } from './core/timeline.ts';
import { type Canvas, createContext } from './gl/context.ts';
import { decodePicture } from './gl/decode.ts';
import { BUILT_IN_SIZE } from './gl/image.ts';
import { createRenderer } from './gl/renderer.ts';
import { createCapture } from './media/capture.ts';
import type { Chunk } from './media/chunk.ts';
import { encode } from './media/encode.ts';
import { type EncodingPlan, planEncoding } from './media/encoding.ts';

/** A job that is ready to be drawn: the picture is on the GPU. */
export interface Job extends Disposable {
  readonly plan: RenderPlan;
  /** The graphics in use, as the driver names itself. */
  readonly renderer: string;
  /** @throws StillmotionError `frame-too-large` where the codec can't take the canvas */
  planFilm(): EncodingPlan;
  /** The film of the plan's range, one chunk a frame. */
  film(encoding: EncodingPlan, signal?: AbortSignal): AsyncGenerator<Chunk>;
  /** One frame as a PNG, at the size of the canvas. */
  still(index: number): Promise<Blob>;
}

/**
 * Brings picture and spec together.
 *
 * @param picture an encoded picture, or `null` for the built-in one
 */
export async function openJob(
  picture: Blob | null,
  spec: RenderSpec,
  canvas: Canvas = new OffscreenCanvas(1, 1),
): Promise<Job> {
  const context = createContext(canvas);
  try {
    const decoded = picture && (await decodePicture(picture, context.maxTextureSize, spec.size));
    const plan = planRender(spec, decoded?.size ?? spec.size ?? BUILT_IN_SIZE);
    const renderer = await createRenderer(context, decoded?.bitmap ?? null, plan);
    decoded?.bitmap.close();
    return {
      plan,
      renderer: context.renderer,
      planFilm: () => planEncoding(plan),
      film: (encoding, signal) =>
        encode(
          frames(plan, plan.range),
          createCapture((...frame) => renderer.planes(...frame), encoding.size),
          encoding,
          signal,
        ),
      still: (index) => encodePng(renderer.pixels(frameAt(index, plan)), plan.layout.canvas.width),
      [Symbol.dispose]() {
        renderer[Symbol.dispose]();
        context[Symbol.dispose]();
      },
    };
  } catch (error) {
    context[Symbol.dispose]();
    throw error;
  }
}

/** Opaque pixels go through a 2D canvas and PNG without loss. */
async function encodePng(pixels: Uint8ClampedArray<ArrayBuffer>, width: number): Promise<Blob> {
  const image = new ImageData(pixels, width);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas for the PNG');
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
