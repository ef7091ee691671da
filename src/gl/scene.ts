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

/** Draws frames through the GLSL function `scene`. */
export interface Scene extends Disposable {
  /** As RGBA; `null` is the screen. */
  screen(frame: Frame, target: Framebuffer2D | null): void;
  /** As the NV12 planes of a film of this size, which lie in the target one below the other. */
  planes(frame: Frame, target: Framebuffer2D, filmSize: Size): void;
}

/** What changes from frame to frame. */
interface FrameUniforms {
  readonly toTexel: mat3;
  readonly titlePanel: readonly [number, number];
}

/** What changes from draw to draw. */
interface DrawProps extends FrameUniforms {
  readonly framebuffer: Framebuffer2D | null;
  /** The part of the framebuffer that is drawn. */
  readonly part: Rect;
  readonly flip?: number;
  readonly firstRow?: number;
}

/** A shader around `scene`, with the title and without: most of a canvas never shows one. */
interface Program {
  readonly bare: (props: DrawProps) => void;
  readonly titled: (props: DrawProps) => void;
}

/** Takes the image texture over and frees it. */
export function createScene(
  regl: Regl,
  image: Texture2D,
  plan: RenderPlan,
  title: TitlePainter | undefined,
): Scene {
  const strip = title && createStrip(regl, title, plan.layout.canvas);
  const link = createLinker(regl, image, plan, title, strip);
  const uniformsOf = createFrameUniforms(plan, title, strip);
  const canvas: Rect = { x: 0, y: 0, ...plan.layout.canvas };
  const titleRows = title && { ...canvas, y: title.top, height: title.height };

  // Each is compiled when it is first needed: a still needs no planes, a film no screen.
  const rgba = lazy(() => link(screenShader));
  const luma = lazy(() => link(planesShader));
  const chroma = lazy(() => link(planesShader, ['CHROMA']));
  const drawn = new WeakSet<Framebuffer2D>();

  /** Draws the canvas but for what cannot have changed since the target's first frame. */
  const draw = (
    program: Program,
    props: Omit<DrawProps, 'part'>,
    place: (rect: Rect) => Rect,
    all: boolean,
  ) => {
    program.bare({ ...props, part: place(all ? canvas : plan.layout.box) });
    if (titleRows) program.titled({ ...props, part: place(titleRows) });
  };

  return {
    screen(frame, framebuffer) {
      const flip = framebuffer === null ? 1 : 0;
      const place = (rect: Rect) =>
        flip ? { ...rect, y: canvas.height - rect.y - rect.height } : rect;
      draw(rgba(), { ...uniformsOf(frame), framebuffer, flip }, place, true);
    },
    planes(frame, framebuffer, filmSize) {
      const uniforms = uniformsOf(frame);
      const all = !drawn.has(framebuffer);
      drawn.add(framebuffer);
      // Beyond the canvas the last row and column go on, so they belong to every part that touches them.
      const [onLuma, onChroma] = planeMaps(canvas, filmSize);
      draw(luma(), { ...uniforms, framebuffer, firstRow: 0 }, onLuma, all);
      draw(chroma(), { ...uniforms, framebuffer, firstRow: filmSize.height }, onChroma, all);
    },
    [Symbol.dispose]() {
      image.destroy();
      strip?.destroy();
    },
  };
}

/** Where a part of the canvas lies on each plane, in whole texels of four bytes around it. */
function planeMaps(canvas: Size, film: Size): [(rect: Rect) => Rect, (rect: Rect) => Rect] {
  const map = (rowsPerTexel: number, firstRow: number) => (rect: Rect) => {
    const right = rect.x + rect.width === canvas.width ? film.width : rect.x + rect.width;
    const bottom = rect.y + rect.height === canvas.height ? film.height : rect.y + rect.height;
    const x = Math.floor(rect.x / 4);
    const y = Math.floor(rect.y / rowsPerTexel);
    const width = Math.ceil(right / 4) - x;
    return { x, y: y + firstRow, width, height: Math.ceil(bottom / rowsPerTexel) - y };
  };
  return [map(1, 0), map(2, film.height)];
}

/** The texture that a title is painted into: a byte a pixel, as wide as the canvas. */
function createStrip(regl: Regl, { height }: TitlePainter, { width }: Size): Texture2D {
  return regl.texture({ format: 'luminance', width, height });
}

/** Makes programs that share this plan's image, places and colours. */
function createLinker(
  regl: Regl,
  image: Texture2D,
  plan: RenderPlan,
  title: TitlePainter | undefined,
  strip: Texture2D | undefined,
) {
  const { canvas, box } = plan.layout;
  const background = parseColor(plan.spec.background);
  const uniforms = {
    image,
    canvasSize: [canvas.width, canvas.height],
    box: [box.x, box.y, box.width, box.height],
    background: [...background],
    toTexel: regl.prop<DrawProps, 'toTexel'>('toTexel'),
    flip: regl.prop<DrawProps, 'flip'>('flip'),
    firstRow: regl.prop<DrawProps, 'firstRow'>('firstRow'),
  };
  const titleUniforms = title &&
    strip && {
      title: strip,
      titleTop: title.top,
      titleHeight: title.height,
      titleColor: [...titleColor(plan, background)],
      titlePanel: regl.prop<DrawProps, 'titlePanel'>('titlePanel'),
    };
  const command = (main: string, defines: readonly string[], more: object = {}) =>
    regl({
      ...FULL_SCREEN,
      frag: assemble(plan, main, defines),
      uniforms: { ...uniforms, ...more },
      framebuffer: regl.prop<DrawProps, 'framebuffer'>('framebuffer'),
      scissor: { enable: true, box: regl.prop<DrawProps, 'part'>('part') },
    });
  return (main: string, defines: readonly string[] = []): Program => {
    const bare = command(main, defines);
    return {
      bare,
      titled: titleUniforms ? command(main, [...defines, 'TITLE'], titleUniforms) : bare,
    };
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The image's place and the title, frame by frame. */
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
      strip.subimage({
        format: 'luminance',
        width: strip.width,
        height: strip.height,
        data: coverage,
      });
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
function assemble(plan: RenderPlan, main: string, more: readonly string[]): string {
  const { wrap } = createMotion(plan.spec.motion)({ index: 0 }, plan.image);
  const switches = {
    TEXEL_EXACT: plan.spec.filter === 'nearest' || showsTexelsExactly(plan),
    WRAP_X: wrap.x,
    WRAP_Y: wrap.y,
    OVERLAY: plan.layout.title.style === 'overlay',
  };
  const defines = Object.entries(switches)
    .filter(([, on]) => on)
    .map(([name]) => name);
  const lines = [...defines, ...more].map((name) => `#define ${name}`);
  return ['#version 300 es', ...lines, sceneShader, main].join('\n');
}

/** True when each pixel of the canvas is a texel in every frame: then nothing has to be filtered. */
function showsTexelsExactly({ spec, image, texture, layout: { box } }: RenderPlan): boolean {
  const same = (a: Size, b: Size) => a.width === b.width && a.height === b.height;
  return same(texture, box) && same(image, box) && movesByWholePixels(spec.motion);
}

function titleColor(plan: RenderPlan, background: Rgb): Rgb {
  return plan.layout.title.style === 'overlay' ? [1, 1, 1] : readableOn(background);
}
