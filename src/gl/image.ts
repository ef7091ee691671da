import { colorBehind } from '../film/frame/background.ts';
import { movementOf, type RenderPlan } from '../film/plan.ts';
import type { Edge } from '../motions/motion.ts';
import type { Rgb } from '../core/picture/color.ts';
import { type Axis, extent, isSameSize, type Rect, type Size } from '../core/size.ts';
import type { Framebuffer2D, Regl, Texture2D, Texture2DOptions } from './context.ts';
import type { DrawnPicture } from './built-in.ts';
import { compileChecked } from './compile.ts';
import type { DecodedPicture } from './decode.ts';
import { FULL_SCREEN, FULL_SCREEN_CORNERS, QUAD } from './quad.ts';
import { resizeShader } from './resize-shader.ts';
import { type ShaderFile, SHADERS } from './shader-files.ts';
import { assembleShader, type ShaderText } from './shader-text.ts';
import { createTarget, type Deepen } from './target.ts';

/** The image that moves: RGBA, premultiplied by alpha. */
export interface ImageTexture {
  readonly texture: Texture2D;
  /** Nothing of it is transparent. */
  readonly isOpaque: boolean;
}

/**
 * The image that moves, once and for all: the picture resampled as the plan says.
 * The texture belongs to the caller.
 *
 * @param deepen what isn't kept as it came; left out: it has a byte a colour
 */
export function createImageTexture(
  regl: Regl,
  picture: DecodedPicture | DrawnPicture,
  plan: RenderPlan,
  deepen?: Deepen,
): ImageTexture {
  const background = colorBehind(plan.spec.background);
  const wrapping = wrapAs(plan);
  const isDrawn = 'shader' in picture;
  let texture = isDrawn
    ? drawPicture(regl, picture.shader, plan.picture, wrapping, deepen)
    : (picture.deep?.(regl, wrapping) ?? uploadBitmap(regl, picture.bitmap, wrapping));
  /** A picture that is as it came has bytes, but for one that was read with more. */
  let isDeepened = isDrawn || picture.deep !== undefined;
  // A picture larger than any texture was cut before it came here.
  if (plan.crop !== undefined && isSameSize(texture, plan.picture))
    texture = replaceByPart(regl, texture, plan.crop, wrapping, isDeepened ? deepen : undefined);
  const isOpaque = isDrawn || picture.isOpaque || hasNoAlpha(regl, texture);
  let isStraight = !isOpaque;
  const replaceBy = (next: Texture2D) => {
    texture.destroy();
    texture = next;
    isStraight = false;
    isDeepened = true;
  };
  const definesOf = (wraps: boolean) => [
    ...(wraps ? ['WRAPS'] : []),
    ...(isOpaque ? ['OPAQUE'] : []),
    ...(isStraight ? ['STRAIGHT'] : []),
  ];
  const pass = (axis: Axis, target: Size, wraps: boolean) =>
    replaceBy(
      resample(regl, texture, axis, target, definesOf(wraps), wrapping, background, deepen),
    );

  // Asked for by size: mirrored at the edges, as skimage does. Colours are premultiplied with the first pass.
  const { width, height } = plan.image;
  if (texture.width !== width) pass('x', { width, height: texture.height }, false);
  if (texture.height !== height) pass('y', plan.image, false);
  if (isStraight) replaceBy(premultiply(regl, texture, wrapping, deepen));
  // Drawn smaller than that: the filter wraps where the motion does.
  const { edges } = movementOf(plan);
  if (plan.texture.width < plan.image.width) {
    pass('x', { width: plan.texture.width, height: texture.height }, edges.x === 'repeat');
  }
  if (plan.texture.height < plan.image.height) pass('y', plan.texture, edges.y === 'repeat');
  // Its levels are kept as it is.
  if (deepen && plan.shrinks && !isDeepened)
    replaceBy(premultiply(regl, texture, wrapping, deepen));
  return { texture, isOpaque };
}

/** What a texture shows beyond its edges, and between its texels. */
export type Wrapping = Pick<Texture2DOptions, 'wrapS' | 'wrapT' | 'mipmap' | 'min'>;

/** What lies beyond an edge of the background's is not sampled: its texture repeats the edge. */
const WRAPPINGS = {
  repeat: 'repeat',
  mirror: 'mirror',
  clamp: 'clamp',
  background: 'clamp',
} as const satisfies Record<Edge, string>;

/** Beyond its edges it goes on as the motions say. */
export function wrapEdges(plan: RenderPlan): Wrapping {
  const { x, y } = movementOf(plan).edges;
  return { wrapS: WRAPPINGS[x], wrapT: WRAPPINGS[y] };
}

/** Drawn smaller, it has room for its levels, too. */
function wrapAs(plan: RenderPlan): Wrapping {
  const wrapping = wrapEdges(plan);
  return plan.shrinks ? { ...wrapping, mipmap: true, min: 'nearest mipmap nearest' } : wrapping;
}

/** Uploads a picture as it stands. */
export function uploadBitmap(regl: Regl, bitmap: ImageBitmap, wrapping: Wrapping): Texture2D {
  // regl takes bitmaps; its types don't know.
  const data = bitmap as unknown as TexImageSource & HTMLCanvasElement;
  // It is neither turned nor multiplied by its alpha unless that is asked for.
  return regl.texture({ data, ...wrapping, colorSpace: 'none' });
}

function drawPicture(
  regl: Regl,
  shader: ShaderFile,
  size: Size,
  wrapping: Wrapping,
  deepen: Deepen | undefined,
): Texture2D {
  const uniforms = { size: [size.width, size.height] };
  const { rounded, powers, turns, alike } = SHADERS;
  const files = [rounded, powers, turns, alike, shader];
  const text = assembleShader(files, deepen ? [] : ['BYTES']);
  return drawTexture(regl, size, wrapping, text, uniforms, deepen);
}

/** Texels along a side of the blocks in which alpha is looked at. */
const ALPHA_BLOCK = 64;

/** The GPU looks for transparency, and little is read back. */
function hasNoAlpha(regl: Regl, source: Texture2D): boolean {
  const width = Math.ceil(source.width / ALPHA_BLOCK);
  const height = Math.ceil(source.height / ALPHA_BLOCK);
  const target = createTarget(regl, { width, height });
  const { framebuffer } = target;
  const uniforms = { source, block: ALPHA_BLOCK };
  draw(regl, framebuffer, assembleShader([SHADERS.leastAlpha]), uniforms);
  const least = regl.read({ framebuffer, data: new Uint8Array(4 * width * height) });
  target.dispose();
  return least.every((alpha) => alpha === 255);
}

/** A part of a texture instead of the whole of it. */
export function replaceByPart(
  regl: Regl,
  source: Texture2D,
  { x, y, width, height }: Rect,
  wrapping: Wrapping,
  deepen: Deepen | undefined,
): Texture2D {
  const uniforms = { source, start: [x, y] };
  const frag = assembleShader([SHADERS.cut]);
  const part = drawTexture(regl, { width, height }, wrapping, frag, uniforms, deepen);
  source.destroy();
  return part;
}

function premultiply(
  regl: Regl,
  source: Texture2D,
  wrapping: Wrapping,
  deepen: Deepen | undefined,
): Texture2D {
  const { width, height } = source;
  const defines = deepen ? [] : ['BYTES'];
  const frag = assembleShader([SHADERS.rounded, SHADERS.premultiply], defines);
  return drawTexture(regl, { width, height }, wrapping, frag, { source }, deepen);
}

function resample(
  regl: Regl,
  source: Texture2D,
  axis: Axis,
  target: Size,
  defines: readonly string[],
  wrapping: Wrapping,
  background: Rgb,
  deepen: Deepen | undefined,
): Texture2D {
  const factor = extent(source, axis) / extent(target, axis);
  const uniforms = {
    source,
    axis: axis === 'x' ? [1, 0] : [0, 1],
    factor,
    sigma: Math.max(0, (factor - 1) / 2),
    level: 0,
    first: 0,
    background: [...background],
  };
  return drawTexture(regl, target, wrapping, resizeShader(defines, deepen), uniforms, deepen);
}

export type Uniforms = Record<string, Texture2D | number | number[]>;

/**
 * A texture of the given size, drawn by one pass of a fragment shader.
 *
 * @param deepen left out: it has a byte a colour
 */
function drawTexture(
  regl: Regl,
  size: Size,
  wrapping: Wrapping,
  frag: ShaderText,
  uniforms: Uniforms,
  deepen: Deepen | undefined,
): Texture2D {
  const texture = regl.texture({ ...size, ...wrapping });
  deepen?.(regl, texture, size, wrapping.mipmap === true);
  const framebuffer: Framebuffer2D = regl.framebuffer({ color: texture, depth: false });
  try {
    draw(regl, framebuffer, frag, uniforms);
  } finally {
    // The framebuffer goes, its texture stays: regl destroys only attachments that it made itself.
    framebuffer.destroy();
  }
  return texture;
}

/** Draws one pass of a fragment shader, `null`: on the canvas itself. */
export function draw(
  regl: Regl,
  framebuffer: Framebuffer2D | null,
  frag: ShaderText,
  uniforms: Uniforms,
): void {
  // A buffer that regl makes of corners given as numbers would stay for as long as the context.
  const corner = regl.buffer(FULL_SCREEN_CORNERS);
  try {
    const attributes = { corner: { buffer: corner, size: 2 } };
    const command = { ...FULL_SCREEN, attributes, frag: frag.text, uniforms, framebuffer };
    compileChecked(regl, { vert: QUAD, frag }, () => regl(command))();
  } finally {
    corner.destroy();
  }
}
