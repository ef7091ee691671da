import type { MakeDeepPlanes } from '../core/planes/deep-planes.ts';
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
import { keyedBy, type Scene } from '../gl/scene.ts';
import { drawScene, openScene, type Renderer } from './renderer.ts';
import type { Titles } from '../titles/titles.ts';

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
  const renderer = drawScene(context, scene, plan);
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
  return {
    ...renderer,
    planes: (frames, filmSize) => planesBy(sources, frames, filmSize),
    drawnPlanes: (frames, filmSize) => planesBy(byShader, frames, filmSize),
    deepPlanes: deep?.planes,
    dispose() {
      for (const { made } of new Set([sources, byShader]))
        for (const { value } of made) value.dispose();
      deep?.dispose();
      renderer.dispose();
    },
  };
}

/** Of a film of ten bits. */
export function deepPlanesOf({ deepPlanes }: PlanesRenderer): MakeDeepPlanes {
  if (deepPlanes === undefined) throw new Error('this film is drawn with eight bits');
  return deepPlanes;
}
