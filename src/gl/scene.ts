import { mat3 } from 'gl-matrix';
import screenShader from '../../shaders/screen.frag?raw';
import { createMotion, createPlacement } from '../motions/motion.ts';
import type { Layout } from '../film/layout.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { RenderPlan } from '../film/plan.ts';
import { isSameSize, type Size } from '../core/size.ts';
import type { Span } from '../titles/strip.ts';
import type { GraphicsContext, Regl, Texture2D } from './context.ts';
import { createFilmPlanes } from './film-planes.ts';
import { divide, type Grid } from './parts.ts';
import { createLinker, type FrameUniforms, type TitleTexture } from './programs.ts';
import { createSurface } from './surface.ts';
import type { Target } from './target.ts';
import { NO_COLUMNS, type TitlePainter } from '../titles/paint.ts';

/** Draws frames through the GLSL function `scene`. */
export interface Scene {
  dispose(): void;
  /** A frame as RGBA; `null` is the screen. What is beyond the canvas repeats its last pixels. */
  screen(index: number, target: Target | null, size: Size): void;
  /**
   * As the NV12 planes of a film of this size; without the title, which is laid over them afterwards.
   * Valid until the next call.
   */
  planes(index: number, filmSize: Size): Nv12;
}

/** Takes the image texture over and frees it. */
export function createScene(
  context: GraphicsContext,
  image: Texture2D,
  plan: RenderPlan,
  painter: TitlePainter | undefined,
): Scene {
  const { regl } = context;
  const title = painter && { painter, texture: createTitleTexture(regl, plan.layout, painter) };
  const linkOn = (layout: Layout) => createLinker(regl, image, plan, layout);
  const place = createPlacing(plan);
  const paintTitle = title ? createTitleUpload(plan.layout, title) : () => NO_COLUMNS;
  // One object for all frames: what plays leaves nothing to be collected.
  const uniforms = { toTexel: mat3.create(), titleSpan: NO_COLUMNS };
  const uniformsOf = (index: number, titleSpan: Span): FrameUniforms => {
    uniforms.toTexel = place(index);
    uniforms.titleSpan = titleSpan;
    return uniforms;
  };

  const rgba = createLinker(regl, image, plan, plan.layout, title)(screenShader);
  const pixels = (size: Size, flip: boolean) => {
    const grid: Grid = { cell: { width: 1, height: 1 }, firstRow: 0, extent: size };
    return createSurface(regl, rgba, {
      parts: divide(plan.layout, title && plan.layout.title, grid),
      grid,
      size,
      flip,
    });
  };
  const toScreen = keyedBy((size) => pixels(size, true));
  const toFramebuffer = keyedBy((size) => pixels(size, false));

  const planesOf = keyedBy((film) => createFilmPlanes(regl, plan, linkOn, film));

  return {
    screen(index, target, size) {
      const draw = (target === null ? toScreen : toFramebuffer).get(size);
      draw(uniformsOf(index, paintTitle(index)), target, true);
    },
    planes: (index, filmSize) => planesOf.get(filmSize).make(uniformsOf(index, NO_COLUMNS)),
    dispose() {
      image.destroy();
      title?.texture.destroy();
      for (const { value } of planesOf.made) value.dispose();
    },
  };
}

/** Made once for each size. */
function keyedBy<T>(make: (size: Size) => T) {
  const made: { readonly size: Size; readonly value: T }[] = [];
  let last: (typeof made)[number] | undefined;
  const find = (size: Size) => {
    const known = made.find((each) => isSameSize(each.size, size));
    if (known) return known;
    const entry = { size, value: make(size) };
    made.push(entry);
    return entry;
  };
  return {
    get(size: Size): T {
      // Nearly always the same: then nothing is made for it.
      if (last === undefined || !isSameSize(last.size, size)) last = find(size);
      return last.value;
    },
    made,
  };
}

function createTitleTexture(regl: Regl, { title }: Layout, { width }: TitlePainter): Texture2D {
  return regl.texture({ format: 'luminance', width, height: title.height });
}

/**
 * Where the image is, frame by frame: canvas px → texels, into the box (0…1), through the motion, onto
 * the texture's grid. In doubles. The matrix is only valid until the next call.
 */
function createPlacing({ spec, image, layout, texture }: RenderPlan): (index: number) => mat3 {
  const { box } = layout;
  const motion = createMotion(spec.motion);
  const frame = { index: 0 };
  const placement = createPlacement();
  const intoBox = mat3.fromScaling(mat3.create(), [1 / box.width, 1 / box.height]);
  mat3.translate(intoBox, intoBox, [-box.x, -box.y]);
  const ontoGrid = mat3.fromScaling(mat3.create(), [texture.width, texture.height]);
  const toTexel = mat3.create();
  return (index) => {
    frame.index = index;
    motion(frame, image, placement);
    mat3.multiply(toTexel, ontoGrid, placement.transform);
    return mat3.multiply(toTexel, toTexel, intoBox);
  };
}

/** Paints titles into their texture, unless they are there already; gives their columns. */
function createTitleUpload({ title: { height } }: Layout, { painter, texture }: TitleTexture) {
  return (index: number): Span => {
    const { coverage, span, changed } = painter.paint(index);
    const width = span.to - span.from;
    if (changed.width > 0) texture.subimage({ format: 'luminance', width, height, data: coverage });
    return span;
  };
}
