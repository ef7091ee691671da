import { mat3 } from 'gl-matrix';
import screenShader from '../../shaders/screen.frag?raw';
import { createMotion } from '../core/motion.ts';
import type { RenderPlan } from '../core/plan.ts';
import { formatSize, type Rect, type Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import type { GraphicsContext, Texture2D } from './context.ts';
import { createFilmPlanes, type Region } from './film-planes.ts';
import { divide, type Grid } from './parts.ts';
import { createLinker, NO_TITLE, type TitleTexture } from './programs.ts';
import { createSurface } from './surface.ts';
import type { Target } from './target.ts';
import type { TitlePainter } from './title.ts';

/** Draws frames through the GLSL function `scene`. */
export interface Scene {
  dispose(): void;
  /** As RGBA; `null` is the screen. What is beyond the canvas repeats its last pixels. */
  screen(frame: Frame, target: Target | null, size: Size): void;
  /** As the NV12 planes of a film of this size; without the title, which is laid over them afterwards. */
  planes(frame: Frame, filmSize: Size): Region;
}

/** Takes the image texture over and frees it. */
export function createScene(
  context: GraphicsContext,
  image: Texture2D,
  plan: RenderPlan,
  painter: TitlePainter | undefined,
): Scene {
  const { regl } = context;
  const title = painter && { painter, texture: createTitleTexture(context, painter) };
  const link = createLinker(regl, image, plan, title);
  const transformOf = createPlacing(plan);
  const placeTitle = title ? createTitleUniforms(title) : () => NO_TITLE;

  const rgba = link(screenShader);
  const pixels = (size: Size, flip: boolean) => {
    const grid: Grid = { cell: { width: 1, height: 1 }, firstRow: 0, extent: size };
    return createSurface(regl, rgba, {
      parts: divide(plan.layout, painter, grid),
      grid,
      size,
      flip,
    });
  };
  const toScreen = keyedBy((size) => pixels(size, true));
  const toFramebuffer = keyedBy((size) => pixels(size, false));

  const planesOf = keyedBy((film) => createFilmPlanes(context, plan, link, film));

  return {
    screen(frame, target, size) {
      const draw = (target === null ? toScreen : toFramebuffer).get(size);
      draw({ toTexel: transformOf(frame), ...placeTitle(frame.index) }, target, true);
    },
    planes: (frame, filmSize) =>
      planesOf.get(filmSize).make({ toTexel: transformOf(frame), ...NO_TITLE }),
    dispose() {
      image.destroy();
      title?.texture.destroy();
      for (const planes of planesOf.made()) planes.dispose();
    },
  };
}

/** Made once for each size. */
function keyedBy<T>(make: (size: Size) => T) {
  const made = new Map<string, T>();
  return {
    get(size: Size): T {
      const key = formatSize(size);
      const known = made.get(key) ?? make(size);
      made.set(key, known);
      return known;
    },
    made: () => made.values(),
  };
}

function createTitleTexture({ regl }: GraphicsContext, { width, height }: TitlePainter): Texture2D {
  return regl.texture({ format: 'luminance', width, height });
}

/** Where the image is, frame by frame. */
function createPlacing({ spec, image, layout, texture }: RenderPlan): (frame: Frame) => mat3 {
  const motion = createMotion(spec.motion);
  return (frame) => placeImage(motion(frame, image).transform, layout.box, texture);
}

/** Paints a title into its texture, unless it is there already. */
function createTitleUniforms({ painter, texture }: TitleTexture) {
  let painted = -1;
  let uniforms = NO_TITLE;
  return (index: number): typeof NO_TITLE => {
    if (painted === index) return uniforms;
    const { coverage, span, panel } = painter.paint(index);
    const width = span.to - span.from;
    texture.subimage({ format: 'luminance', width, height: painter.height, data: coverage });
    uniforms = { titleSpan: span, titlePanel: panel };
    painted = index;
    return uniforms;
  };
}

/** Canvas px → texels: into the box (0…1), through the motion, onto the texture's grid. In doubles. */
function placeImage(transform: mat3, box: Rect, texture: Size): mat3 {
  const matrix = mat3.fromScaling(mat3.create(), [texture.width, texture.height]);
  mat3.multiply(matrix, matrix, transform);
  mat3.scale(matrix, matrix, [1 / box.width, 1 / box.height]);
  return mat3.translate(matrix, matrix, [-box.x, -box.y]);
}
