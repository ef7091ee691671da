import type { mat3 } from 'gl-matrix';
import sceneShader from '../../shaders/scene.glsl?raw';
import { parseColor } from '../core/color.ts';
import type { Layout } from '../film/layout.ts';
import { type RenderPlan, showsTexelsExactly } from '../film/plan.ts';
import type { Rect } from '../core/size.ts';
import { titleColors } from '../titles/colors.ts';
import type { Span } from '../titles/strip.ts';
import type { Buffer, Framebuffer2D, Regl, Texture2D } from './context.ts';
import { FULL_SCREEN } from './quad.ts';
import type { TitlePainter } from '../titles/paint.ts';

/** The title as a texture. */
export interface TitleTexture {
  readonly painter: TitlePainter;
  /** A byte a pixel, as wide as the canvas. */
  readonly texture: Texture2D;
}

/** What changes from frame to frame. */
export interface FrameUniforms {
  readonly toTexel: mat3;
  /** The columns of the title and its panel, px. */
  readonly titleSpan: Span;
}

/** What changes from draw to draw. */
export interface DrawProps extends FrameUniforms {
  /** `null` is the screen. */
  readonly framebuffer: Framebuffer2D | null;
  /** Triangles that cover the part to be drawn, clip coordinates. */
  readonly corners: Buffer;
  readonly count: number;
  /** Rows of the screen, which begins at the bottom; 0 for a framebuffer. */
  readonly screenHeight: number;
  /** The texel of the framebuffer at which the plane begins. */
  readonly origin: readonly [number, number];
  /** Only these texels are drawn; left out: all. */
  readonly scissor?: Rect | undefined;
}

export type Program = (props: DrawProps) => void;

/** A shader around `scene` in three variants, as most of a canvas needs little of it. */
export interface Programs {
  /** Where there is nothing but the image. */
  readonly image: Program;
  readonly whole: Program;
  readonly title: Program;
}

/** Builds the variants of a shader around `scene`; a variant is compiled when it is first drawn. */
export type Linker = (main: string, defines?: readonly string[]) => Programs;

/**
 * Builds shaders around `scene` that share a plan's image and colours.
 *
 * @param layout where everything stands
 */
export function createLinker(
  regl: Regl,
  image: Texture2D,
  plan: RenderPlan,
  { canvas, box, title: place }: Layout,
  title?: TitleTexture,
): Linker {
  const background = parseColor(plan.spec.background);
  const { paper, ink } = titleColors(place.style, background);
  const imageUniforms = {
    image,
    texelSize: [1 / plan.texture.width, 1 / plan.texture.height],
    canvasSize: [canvas.width, canvas.height],
    box: [box.x, box.y, box.width, box.height],
    background: [...background],
    toTexel: regl.prop<DrawProps, 'toTexel'>('toTexel'),
    screenHeight: regl.prop<DrawProps, 'screenHeight'>('screenHeight'),
    origin: regl.prop<DrawProps, 'origin'>('origin'),
  };
  const titleUniforms = title && {
    title: title.texture,
    titleTop: place.top,
    titlePaper: [...paper],
    titleInk: [...ink],
    titleLeft: (_: unknown, { titleSpan }: DrawProps) => titleSpan.from,
  };
  const link = (frag: string, uniforms: object): Program =>
    regl({
      ...FULL_SCREEN,
      frag,
      uniforms: { ...imageUniforms, ...uniforms },
      attributes: { corner: regl.prop<DrawProps, 'corners'>('corners') },
      count: regl.prop<DrawProps, 'count'>('count'),
      framebuffer: regl.prop<DrawProps, 'framebuffer'>('framebuffer'),
      scissor: {
        enable: (_: unknown, { scissor }: DrawProps) => scissor !== undefined,
        box: (_: unknown, { scissor = NOWHERE }: DrawProps) => scissor,
      },
    });

  return (main, defines = []) => {
    const variant = (define: string | undefined, uniforms = {}) =>
      lazy(() => link(assemble(plan, main, define ? [...defines, define] : defines), uniforms));
    return {
      image: variant('IMAGE_ONLY'),
      whole: variant(undefined),
      title: variant('TITLE', titleUniforms),
    };
  };
}

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

function lazy(make: () => Program): Program {
  let made: Program | undefined;
  return (props) => {
    made ??= make();
    made(props);
  };
}

/** Puts a shader together from what this plan needs of it. */
function assemble(plan: RenderPlan, main: string, more: readonly string[]): string {
  const defines = [...sampling(plan), ...more].map((name) => `#define ${name}`);
  return ['#version 300 es', ...defines, sceneShader, main].join('\n');
}

function sampling(plan: RenderPlan): string[] {
  if (showsTexelsExactly(plan)) return ['TEXEL_EXACT'];
  return plan.spec.filter === 'nearest' ? ['NEAREST'] : [];
}
