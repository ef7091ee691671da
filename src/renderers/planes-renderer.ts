import type { DeepFrame, MakeDeepPlanes } from '../core/planes/deep-planes.ts';
import type { FramePlanes } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import { drawn } from '../engines/drawn.ts';
import type { Engine } from '../engines/engine.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { DrawnPicture } from '../gl/built-in.ts';
import type { DecodedPicture } from '../gl/decode.ts';
import type { DecodedFiles } from '../gl/files.ts';
import { drawFrame, drawGradually, drawPieces } from '../gl/gradually.ts';
import { keyedBy, type Scene } from '../gl/scene.ts';
import { createTarget } from '../gl/target.ts';
import { type Coming, makeGently, type Watched } from './gentle.ts';
import { drawScene, openScene, type Renderer } from './renderer.ts';
import type { Titles } from '../titles/titles.ts';

/** What makes frames of a film, at once, or by and by while the page answers. */
export interface Making {
  readonly planes: (frames: Iterable<Frame>, filmSize: Size) => Coming<FramePlanes>;
  readonly drawnPlanes: (frames: Iterable<Frame>, filmSize: Size) => Coming<FramePlanes>;
  readonly deepPlanes: ((...asked: Parameters<MakeDeepPlanes>) => Coming<DeepFrame>) | undefined;
  readonly pixels: (
    index: number,
  ) => Uint8ClampedArray<ArrayBuffer> | Promise<Uint8ClampedArray<ArrayBuffer>>;
  readonly draw: (index: number, size: Size) => void | Promise<void>;
}

/** A renderer that makes the planes of films, too, which no screen needs. */
export interface PlanesRenderer extends Renderer {
  /**
   * Frames as the planes of a film, in their order; each is valid until the next, of whatever row: several may
   * be under way at once.
   */
  readonly planes: (frames: Iterable<Frame>, filmSize: Size) => Iterable<FramePlanes>;
  /** The same, drawn by the shader, whatever is cheaper: what `scene` shows, and so what a film has to. */
  readonly drawnPlanes: (frames: Iterable<Frame>, filmSize: Size) => Iterable<FramePlanes>;
  /** The same of a film of ten bits, as the shader draws it, too; `undefined` of others. */
  readonly deepPlanes: MakeDeepPlanes | undefined;
  /** The same frames, for one caller at a time, those that take long piece by piece. */
  gently(watched: Watched): Making;
}

/**
 * As `createRenderer`.
 *
 * @param engine what makes planes; `drawn` can make any
 */
export function createPlanesRenderer(
  context: GraphicsContext,
  picture: DecodedPicture | DrawnPicture,
  plan: RenderPlan,
  engine: Engine,
  titles?: Titles,
  files?: DecodedFiles,
): PlanesRenderer {
  const scene = openScene(context, picture, plan, titles, files, engine.deepen);
  return drawPlanes(context, scene, plan, engine, titles);
}

/** As `drawScene`. */
export function drawPlanes(
  context: GraphicsContext,
  scene: Scene,
  plan: RenderPlan,
  engine: Engine,
  titles?: Titles,
): PlanesRenderer {
  const assertAlive = context.watch();
  const { regl } = context;
  const renderer = drawScene(context, scene, plan);
  const targets = keyedBy((size) => createTarget(regl, size));
  const sources = keyedBy((film) => engine.open(scene.inputs, plan, film));
  const byShader =
    engine === drawn ? sources : keyedBy((film) => drawn.open(scene.inputs, plan, film));
  const createLaying = (filmSize: Size) => {
    titles?.lift();
    const lay = titles?.createLayer();
    return ({ frame, planes }: FramePlanes) => {
      // Bytes of a lost context would be blank: they never leave here.
      assertAlive();
      lay?.(frame.index, planes, filmSize);
    };
  };
  function* planesBy(made: typeof sources, frames: Iterable<Frame>, filmSize: Size) {
    const lay = createLaying(filmSize);
    for (const each of made.get(filmSize).planes(frames)) {
      lay(each);
      yield each;
      titles?.lift();
    }
  }
  async function* planesGently(
    made: typeof sources,
    frames: Iterable<Frame>,
    filmSize: Size,
    watched: Watched,
  ) {
    const lay = createLaying(filmSize);
    const source = made.get(filmSize);
    const maker = {
      atOnce: (row: Iterable<Frame>) => source.planes(row),
      inPieces: source.gradually,
    };
    for await (const each of makeGently(regl, source, maker, frames, watched)) {
      lay(each);
      yield each;
      titles?.lift();
    }
  }
  const deep = engine.openDeep?.(scene.inputs, plan, assertAlive);
  return {
    ...renderer,
    planes: (frames, filmSize) => planesBy(sources, frames, filmSize),
    drawnPlanes: (frames, filmSize) => planesBy(byShader, frames, filmSize),
    deepPlanes: deep?.planes,
    gently: (watched) => ({
      planes: (frames, filmSize) => planesGently(sources, frames, filmSize, watched),
      drawnPlanes: (frames, filmSize) => planesGently(byShader, frames, filmSize, watched),
      deepPlanes:
        deep &&
        ((frames, ...how) => {
          const maker = {
            atOnce: (row: Iterable<Frame>) => deep.planes(row, ...how),
            inPieces: (frame: Frame) => deep.gradually(frame, ...how),
          };
          return makeGently(regl, deep, maker, frames, watched);
        }),
      async pixels(index) {
        const { canvas } = plan.layout;
        const target = targets.get(canvas);
        await drawPieces(regl, drawFrame(scene.trialled, index, target), watched.signal);
        const pixels = new Uint8ClampedArray(4 * canvas.width * canvas.height);
        regl.read({ framebuffer: target.framebuffer, data: new Uint8Array(pixels.buffer) });
        assertAlive();
        return pixels;
      },
      async draw(index, size) {
        const drawing = drawGradually(scene.trialled, index, size);
        try {
          await drawPieces(regl, drawing.pieces(), watched.signal);
          drawing.show();
          assertAlive();
        } finally {
          drawing.dispose();
        }
      },
    }),
    dispose() {
      for (const { made } of new Set([sources, byShader]))
        for (const { value } of made) value.dispose();
      deep?.dispose();
      for (const { value } of targets.made) value.dispose();
      renderer.dispose();
    },
  };
}

/** Of a film of ten bits. */
export function deepPlanesOf<T>({ deepPlanes }: { readonly deepPlanes: T | undefined }): T {
  if (deepPlanes === undefined) throw new Error('this film is drawn with eight bits');
  return deepPlanes;
}
