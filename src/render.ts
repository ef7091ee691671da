import { planRender, type RenderPlan } from './core/plan.ts';
import type { RenderSpec } from './core/spec.ts';
import {
  type Frame,
  type FrameRange,
  frameAt,
  frames,
  split,
  type Timeline,
} from './core/timeline.ts';
import { type Canvas, createContext } from './gl/context.ts';
import { decodePicture } from './gl/decode.ts';
import { BUILT_IN_SIZE } from './gl/image.ts';
import { createRenderer, type Renderer } from './gl/renderer.ts';
import { createCapture } from './media/capture.ts';
import type { Chunk } from './media/chunk.ts';
import { encode, type EncodeOptions } from './media/encode.ts';
import { type EncodingPlan, planEncoding } from './media/encoding.ts';

/** A job whose picture is decoded and whose sizes are decided. */
export interface Job {
  readonly plan: RenderPlan;
  /** The graphics in use, as the driver names itself. */
  readonly renderer: string;
  /** @throws StillmotionError `frame-too-large` where the codec can't take the canvas */
  planFilm(): EncodingPlan;
  /** The film of the plan's range, one chunk a frame. */
  film(encoding: EncodingPlan, options: EncodeOptions): AsyncGenerator<Chunk>;
  /** One frame as a PNG, at the size of the canvas. */
  still(index: number): Promise<Blob>;
  /** Frees the picture and the graphics context. */
  close(): Promise<void>;
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
    // The work begins with the first frame: what can't be encoded is refused before anything is drawn.
    let begun: Promise<Renderer> | undefined;
    const renderer = () => (begun ??= createRenderer(context, decoded?.bitmap ?? null, plan));
    return {
      plan,
      renderer: context.renderer,
      planFilm: () => planEncoding(plan),
      async *film(encoding, options) {
        const { planes } = await renderer();
        const capture = createCapture(planes, encoding.size);
        const gops = framesByGop(plan, plan.range, encoding.keyFrameInterval);
        yield* encode(gops, capture, encoding, options);
      },
      async still(index) {
        const pixels = (await renderer()).pixels(frameAt(index, plan));
        return encodePng(pixels, plan.layout.canvas.width);
      },
      async close() {
        // A renderer that never came about has said so where it was needed.
        const made = await begun?.catch(() => undefined);
        made?.dispose();
        decoded?.bitmap.close();
        context.dispose();
      },
    };
  } catch (error) {
    context.dispose();
    throw error;
  }
}

function* framesByGop(
  timeline: Timeline,
  range: FrameRange,
  length: number,
): Generator<Iterable<Frame>> {
  for (const gop of split(range, length)) yield frames(timeline, gop);
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
