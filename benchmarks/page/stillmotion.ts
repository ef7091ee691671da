// All that the benchmark's page knows of our own signatures.
import { rangeLength, planRender, type RenderPlan } from '../../src/film/plan.ts';
import type { RenderSpec } from '../../src/film/spec/spec.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { drawn } from '../../src/engines/drawn.ts';
import { createContext } from '../../src/gl/context.ts';
import { decodePicture } from '../../src/gl/decode.ts';
import { createPlanesRenderer } from '../../src/renderers/planes-renderer.ts';
import { drawnTypefaces } from '../../src/titles/drawn-typefaces.ts';
import { openTitles } from '../../src/titles/titles.ts';
import { createPlanesCapture } from '../../src/codecs/webcodecs/capture.ts';
import type { Chunk } from '../../src/core/chunk.ts';
import { joinGops } from '../../src/codecs/join.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import type { FilmPlan } from '../../src/core/film-plan.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';
import { openJob } from '../../src/render.ts';

/** A job as the page's contestants get it: a picture that has its size already. */
export interface Course {
  readonly picture: Blob;
  readonly spec: RenderSpec;
  /** How many encoders work side by side, where there is more than one. */
  readonly lanes: number;
}

/** Tells courses of one browser apart. */
export function courseKey({ picture, spec }: Course): string {
  return JSON.stringify([picture.size, spec]);
}

/** A film that was made, and how long that took. */
export interface TimedFilm {
  readonly seconds: number;
  readonly film: Uint8Array<ArrayBuffer>;
}

/** The film as `exportVideo` makes it, timed from the opened job to the whole file in memory. */
export async function makeOurFilm({ picture, spec, lanes }: Course): Promise<TimedFilm> {
  const job = await openJob(picture, spec);
  try {
    const started = performance.now();
    const encoding = await job.planFilm();
    const { name: capture } = await job.chooseCapture(encoding);
    const gops = job.film(encoding, { capture, lanes });
    const film = await muxFilm(joinGops(gops, encoding), encoding);
    return { seconds: (performance.now() - started) / 1000, film };
  } finally {
    await job.close();
  }
}

/** The film's chunks, to be muxed by themselves. */
export async function ourChunks({ picture, spec, lanes }: Course): Promise<Chunk[]> {
  const job = await openJob(picture, spec);
  try {
    const chunks: Chunk[] = [];
    const film = await job.planFilm();
    const gops = job.film(film, { capture: 'planes', lanes });
    for await (const chunk of joinGops(gops, film)) chunks.push(chunk);
    return chunks;
  } finally {
    await job.close();
  }
}

/** Writes chunks into an MP4 in memory. */
export async function muxFilm(
  chunks: AsyncIterable<Chunk>,
  film: FilmPlan,
): Promise<Uint8Array<ArrayBuffer>> {
  const sink = new MemorySink();
  await writeFilm(chunks, film, sink);
  return sink.bytes;
}

/** A frame; the first one of a roll is the picture at the size that the spec asks for. */
export async function stillOf({ picture, spec }: Course, index = 0): Promise<Blob> {
  const job = await openJob(picture, spec);
  try {
    return await job.still(index);
  } finally {
    await job.close();
  }
}

/** The steps of the pipeline one by one, for stages and for those who draw with our renderer. */
export interface Workbench {
  readonly canvas: OffscreenCanvas;
  readonly plan: RenderPlan;
  readonly encoding: FilmPlan;
  readonly frameCount: number;
  /** Draws a frame onto the canvas. */
  draw(index: number): void;
  /** Waits until everything that was drawn is there. */
  finish(): void;
  /** Makes frames' planes, NV12 in memory, one after the other. */
  planes(indices: readonly number[]): Iterable<unknown>;
  /** Frames as the encoder gets them; the caller closes each. */
  capture(indices: readonly number[]): Iterable<VideoFrame>;
  /** A frame as RGBA bytes. */
  pixels(index: number): Uint8ClampedArray;
  close(): void;
}

export async function openWorkbench({ picture, spec }: Course): Promise<Workbench> {
  const canvas = new OffscreenCanvas(1, 1);
  const context = createContext(canvas);
  const decoded = await decodePicture(picture, context.maxTextureSize, spec);
  const plan = planRender(spec, decoded.size);
  const encoding = planFilm(plan);
  Object.assign(canvas, plan.layout.canvas);
  // regl knows the canvas as it was.
  context.regl.poll();
  const renderer = createPlanesRenderer(
    context,
    decoded,
    plan,
    drawn,
    await openTitles(plan, drawnTypefaces),
  );
  const framesAt = (indices: readonly number[]) => indices.map((index) => frameAt(index, plan));
  const { take } = await createPlanesCapture(renderer.planes, encoding.size);
  return {
    canvas,
    plan,
    encoding,
    frameCount: rangeLength(plan.range),
    draw: (index) => renderer.draw(index),
    finish: () => void context.regl.read({ width: 1, height: 1 }),
    planes: (indices) => renderer.planes(framesAt(indices), encoding.size),
    *capture(indices) {
      for (const { image } of take(framesAt(indices))) if (image) yield image;
    },
    pixels: (index) => renderer.pixels(index),
    close() {
      renderer.dispose();
      decoded.bitmap.close();
      context.dispose();
    },
  };
}

/** The graphics driver, as it names itself. */
export function rendererName(): string {
  const context = createContext(new OffscreenCanvas(1, 1));
  const { renderer } = context;
  context.dispose();
  return renderer;
}
