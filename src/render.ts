import { classifyRenderer } from './core/backend.ts';
import { planRender, rangeLength, type RenderPlan } from './film/plan.ts';
import type { Size } from './core/size.ts';
import type { RenderSpec } from './film/spec.ts';
import { type Frame, type FrameRange, frames, split, type Timeline } from './core/timeline.ts';
import { type Canvas, createContext, createOffscreenContext } from './gl/context.ts';
import { decodePicture } from './gl/decode.ts';
import { BUILT_IN_SIZE } from './gl/image.ts';
import { createRenderer, type Renderer } from './renderer.ts';
import { prefetchTitleFont } from './titles/font.ts';
import { openTitles, withTitleNotes } from './titles/titles.ts';
import { type Capture, createCanvasCapture, createPlanesCapture } from './media/capture.ts';
import { type CaptureChoice, type CaptureName, chooseCapture } from './media/choose-capture.ts';
import type { Chunk } from './media/chunk.ts';
import { encode, type EncodeOptions } from './media/encode.ts';
import { agree, encodesInHardware } from './media/encoder-config.ts';
import { type EncodingPlan, planEncoding } from './media/encoding.ts';

/** A job whose picture is decoded and whose sizes are decided. */
export interface Job {
  readonly plan: RenderPlan;
  /** The graphics in use, as the driver names itself. */
  readonly renderer: string;
  /**
   * @throws StillmotionError `frame-too-large`, `usage` where the codec takes the canvas or the bit rate
   *   nowhere; `codec-unsupported`, `usage` where this browser's encoder doesn't
   */
  planFilm(): Promise<EncodingPlan>;
  /** How frames reach the encoder here. */
  chooseCapture(encoding: EncodingPlan): Promise<CaptureChoice>;
  /**
   * The film of the plan's range, one chunk a frame.
   *
   * @param first where to begin instead: the first frame of a GOP
   * @throws StillmotionError `graphics-lost` before any chunk of a frame that may be blank
   */
  film(encoding: EncodingPlan, options: FilmOptions, first?: number): AsyncGenerator<Chunk>;
  /** One frame as RGBA bytes, at the size of the canvas, the top row first. */
  pixels(index: number): Promise<Pixels>;
  /** One frame as a PNG, at the size of the canvas. */
  still(index: number): Promise<Blob>;
  /** Frees the picture and the graphics context. */
  close(): Promise<void>;
}

/** A frame that was drawn: four bytes a pixel. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export interface FilmOptions extends EncodeOptions {
  readonly capture: CaptureName;
}

/** Frames that are made to see how long they take. */
const FRAMES_TO_TIME = 12;

/**
 * Brings picture and spec together.
 *
 * @param picture an encoded picture, or `null` for the built-in one
 * @param canvas to draw on; left out: one off screen
 */
export async function openJob(
  picture: Blob | null,
  spec: RenderSpec,
  canvas?: Canvas,
): Promise<Job> {
  const context = canvas ? createContext(canvas) : createOffscreenContext();
  const assertAlive = context.watch();
  try {
    if (spec.title !== undefined) prefetchTitleFont();
    const decoded = picture && (await decodePicture(picture, context.maxTextureSize, spec.size));
    const planned = planRender(spec, decoded?.size ?? spec.size ?? BUILT_IN_SIZE);
    const titles = await openTitles(planned);
    const plan = withTitleNotes(planned, titles);
    // The work begins with the first frame: what can't be encoded is refused before anything is drawn.
    let begun: Renderer | undefined;
    const renderer = () =>
      (begun ??= createRenderer(context, decoded?.bitmap ?? null, plan, titles));
    const pixels = async (index: number): Promise<Pixels> => ({
      ...plan.layout.canvas,
      data: renderer().pixels(index),
    });
    const captureBy = async (name: CaptureName, size: Size): Promise<Capture> => {
      const { draw, planes } = renderer();
      if (name === 'planes') return createPlanesCapture(planes, size);
      context.resize(size);
      return createCanvasCapture((index) => draw(index, size), context.canvas);
    };
    return {
      plan,
      renderer: context.renderer,
      planFilm: async () => agree(planEncoding(plan)),
      chooseCapture: (encoding) =>
        chooseCapture(spec.capture, {
          backend: classifyRenderer(context.renderer),
          encodesInHardware: () => encodesInHardware(encoding),
          time: async (name) => timeCapture(plan, encoding, await captureBy(name, encoding.size)),
        }),
      async *film(encoding, { capture, ...options }, first = plan.range.first) {
        const range = { first, last: plan.range.last };
        const gops = framesByGop(plan, range, encoding.keyFrameInterval);
        const source = await captureBy(capture, encoding.size);
        for await (const chunk of encode(gops, source, encoding, options)) {
          // A context says that it is lost only a moment after it was, when its frame is drawn already.
          assertAlive();
          yield chunk;
        }
      },
      pixels,
      still: async (index) => encodePng(await pixels(index)),
      async close() {
        begun?.dispose();
        decoded?.bitmap.close();
        context.dispose();
      },
    };
  } catch (error) {
    context.dispose();
    throw error;
  }
}

/** Makes the first frames of a film and forgets them: ms a frame, without the very first. */
async function timeCapture(
  plan: RenderPlan,
  encoding: EncodingPlan,
  capture: Capture,
): Promise<number> {
  const { first, last } = plan.range;
  const run = async (count: number) => {
    const few = { first, last: Math.min(last, first + count - 1) };
    const started = performance.now();
    for await (const _ of encode([frames(plan, few)], capture, encoding, { lanes: 1 }));
    return (performance.now() - started) / rangeLength(few);
  };
  // Shaders are compiled and encoders warmed up by the first.
  await run(1);
  return run(FRAMES_TO_TIME);
}

function* framesByGop(
  timeline: Timeline,
  range: FrameRange,
  length: number,
): Generator<Iterable<Frame>> {
  for (const gop of split(range, length)) yield frames(timeline, gop);
}

/** Opaque pixels go through a 2D canvas and PNG without loss. */
async function encodePng({ data, width }: Pixels): Promise<Blob> {
  const image = new ImageData(data, width);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas for the PNG');
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
