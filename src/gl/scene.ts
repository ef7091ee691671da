import { mat3 } from 'gl-matrix';
import planesShader from '../../shaders/planes.frag?raw';
import sceneShader from '../../shaders/scene.glsl?raw';
import screenShader from '../../shaders/screen.frag?raw';
import { parseColor, readableOn, type Rgb } from '../core/color.ts';
import { createMotion, movesByWholePixels } from '../core/motion.ts';
import type { RenderPlan } from '../core/plan.ts';
import type { Rect, Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import type { Framebuffer2D, Regl, Texture2D } from './context.ts';
import { FULL_SCREEN } from './quad.ts';
import type { TitlePainter } from './title.ts';

/** The programs built around the GLSL function `scene`, and the uniforms that change with the frame. */
export interface Scene extends Disposable {
  /** Draws a frame as RGBA; `null` is the screen. */
  screen(frame: Frame, target: Framebuffer2D | null): void;
  /** Draws a frame as NV12 planes of a film of this size. */
  planes(frame: Frame, target: Framebuffer2D, filmSize: Size): void;
}

interface FrameUniforms {
  readonly toTexel: mat3;
  readonly titlePanel: readonly [number, number];
}

interface Target {
  readonly framebuffer: Framebuffer2D | null;
  readonly flip?: number;
  readonly filmSize?: readonly [number, number];
}

/** Takes the image texture over and frees it. */
export function createScene(
  regl: Regl,
  image: Texture2D,
  plan: RenderPlan,
  title: TitlePainter | undefined,
): Scene {
  const { canvas } = plan.layout;
  const strip = title && regl.texture({ format: 'luminance', width: canvas.width, height: title.height });
  const background = parseColor(plan.spec.background);
  const uniforms = {
    image,
    canvasSize: [canvas.width, canvas.height],
    box: rectangle(plan.layout.box),
    background,
    ...(strip && { title: strip, titleTop: title.top, titleHeight: title.height }),
    ...(strip && { titleColor: titleColor(plan, background) }),
    toTexel: regl.prop<FrameUniforms, 'toTexel'>('toTexel'),
    titlePanel: regl.prop<FrameUniforms, 'titlePanel'>('titlePanel'),
  };
  const build = (main: string, own: Record<string, unknown>) =>
    regl({
      ...FULL_SCREEN,
      frag: assemble(plan, main),
      uniforms: { ...uniforms, ...own },
      framebuffer: regl.prop<Target, 'framebuffer'>('framebuffer'),
    });
  const drawScreen = build(screenShader, { flip: regl.prop<Target, 'flip'>('flip') });
  // Compiled when the first film frame is drawn: the player and stills never need it.
  let drawPlanes: typeof drawScreen | undefined;

  const uniformsOf = createFrameUniforms(plan, title, strip);
  return {
    screen(frame, framebuffer) {
      drawScreen({ ...uniformsOf(frame), framebuffer, flip: framebuffer === null ? 1 : 0 });
    },
    planes(frame, framebuffer, { width, height }) {
      drawPlanes ??= build(planesShader, { filmSize: regl.prop<Target, 'filmSize'>('filmSize') });
      drawPlanes({ ...uniformsOf(frame), framebuffer, filmSize: [width, height] });
    },
    [Symbol.dispose]() {
      image.destroy();
      strip?.destroy();
    },
  };
}

/** What changes from frame to frame: the image's place and the title. */
function createFrameUniforms(
  plan: RenderPlan,
  title: TitlePainter | undefined,
  strip: Texture2D | undefined,
) {
  const motion = createMotion(plan.spec.motion);
  const padding = plan.layout.title.fontSize / 2;
  let painted = -1;
  let titlePanel: readonly [number, number] = [0, 0];

  return (frame: Frame): FrameUniforms => {
    if (title && strip && painted !== frame.index) {
      const { coverage, left, right } = title.paint(frame.index);
      strip.subimage({ format: 'luminance', width: strip.width, height: strip.height, data: coverage });
      titlePanel = [left - padding, right + padding];
      painted = frame.index;
    }
    const { transform } = motion(frame, plan.image);
    return { toTexel: placeImage(transform, plan.layout.box, plan.texture), titlePanel };
  };
}

/** Canvas px → texels: into the box (0…1), through the motion, onto the texture's grid. In doubles. */
function placeImage(transform: mat3, box: Rect, texture: Size): mat3 {
  const matrix = mat3.fromScaling(mat3.create(), [texture.width, texture.height]);
  mat3.multiply(matrix, matrix, transform);
  mat3.scale(matrix, matrix, [1 / box.width, 1 / box.height]);
  return mat3.translate(matrix, matrix, [-box.x, -box.y]);
}

/** Puts a shader together from what this plan needs of it. */
function assemble(plan: RenderPlan, main: string): string {
  const { wrap } = createMotion(plan.spec.motion)({ index: 0 }, plan.image);
  const switches = {
    TEXEL_EXACT: plan.spec.filter === 'nearest' || showsTexelsExactly(plan),
    WRAP_X: wrap.x,
    WRAP_Y: wrap.y,
    TITLE: plan.spec.title !== undefined,
    OVERLAY: plan.layout.title.style === 'overlay',
  };
  const defines = Object.entries(switches)
    .filter(([, on]) => on)
    .map(([name]) => `#define ${name}`);
  return ['#version 300 es', ...defines, sceneShader, main].join('\n');
}

/** True when each pixel of the canvas is a texel in every frame: then nothing has to be filtered. */
function showsTexelsExactly({ spec, image, texture, layout: { box } }: RenderPlan): boolean {
  const same = (a: Size, b: Size) => a.width === b.width && a.height === b.height;
  return same(texture, box) && same(image, box) && movesByWholePixels(spec.motion);
}

function titleColor(plan: RenderPlan, background: Rgb): Rgb {
  return plan.layout.title.style === 'overlay' ? [1, 1, 1] : readableOn(background);
}

function rectangle({ x, y, width, height }: Rect): [number, number, number, number] {
  return [x, y, width, height];
}
