import type { Rgb } from '../../core/picture/color.ts';
import { TO_YCBCR } from '../../core/sampling.ts';
import type { Size } from '../../core/size.ts';
import type { Regl, Texture2D } from '../../gl/context.ts';
import type { ImageTexture } from '../../gl/image.ts';
import type { Kernel } from './kernel.ts';
import { ownContext } from '../../gl/own-context.ts';

/** So many steps are a level of a byte. */
export const STEPS = 128;

/**
 * One level of an image as Y′CbCr in a kernel's memory: rows of signed words. Behind the last texel of each row the
 * first comes again, then the background.
 */
export interface LevelPlanes {
  readonly size: Size;
  readonly luma: WordRows;
  /** Cb and Cr in turn. */
  readonly chroma: WordRows;
}

/** Where the pixels of an axis are on a level of the image, texels: the first one's middle, and on to the next. */
export interface Placed {
  readonly first: number;
  readonly step: number;
}

/** A level that a frame is sampled from. */
export interface SampledLevel {
  readonly planes: LevelPlanes;
  readonly x: Placed;
  readonly y: Placed;
  /** How much of the frame is of it; those of all levels are 1 together. */
  readonly share: number;
}

/** Where rows begin, and how far they are apart, bytes. */
export interface WordRows {
  readonly start: number;
  readonly stride: number;
}

/** Reads levels of an image back and converts them, on a background where they are transparent. */
export function createLevelReader(regl: Regl, { texture }: ImageTexture, background: Rgb) {
  const gl = ownContext(regl);
  const handle = handleOf(regl, gl, texture);
  return (kernel: Kernel, level: number): LevelPlanes => {
    const size = levelSize(texture, level);
    return convert(kernel, readLevel(gl, handle, level, size), size, background);
  };
}

/** What WebGL itself calls a texture: regl's framebuffers know but the first level. */
function handleOf(regl: Regl, gl: WebGL2RenderingContext, texture: Texture2D): WebGLTexture {
  const framebuffer = regl.framebuffer({ color: texture, depth: false });
  let handle: unknown;
  regl({ framebuffer })(() => {
    // To read binds it.
    regl.read({ x: 0, y: 0, width: 1, height: 1 });
    handle = gl.getFramebufferAttachmentParameter(
      gl.READ_FRAMEBUFFER,
      gl.COLOR_ATTACHMENT0,
      gl.FRAMEBUFFER_ATTACHMENT_OBJECT_NAME,
    );
  });
  // Its texture stays.
  framebuffer.destroy();
  return handle as WebGLTexture;
}

/** As the levels of a texture are. */
export function levelSize({ width, height }: Size, level: number): Size {
  const halved = (length: number) => Math.max(1, Math.floor(length / 2 ** level));
  return { width: halved(width), height: halved(height) };
}

function readLevel(gl: WebGL2RenderingContext, texture: WebGLTexture, level: number, size: Size) {
  const bytes = new Uint8Array(4 * size.width * size.height);
  // regl binds what it wants to, and only then; it has to find what it knows.
  const bound = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, level);
  // Of what can't be read there would be zeros, and a wrong picture.
  const status = gl.checkFramebufferStatus(gl.READ_FRAMEBUFFER);
  if (status !== gl.FRAMEBUFFER_COMPLETE && !gl.isContextLost())
    throw new Error(`level ${level} of the image can't be read back (status ${status})`);
  gl.readPixels(0, 0, size.width, size.height, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  gl.bindFramebuffer(gl.READ_FRAMEBUFFER, bound);
  gl.deleteFramebuffer(framebuffer);
  return bytes;
}

/** In each row of a level. */
const MORE_TEXELS = 2;

/** The texel of a level's rows that is the background. */
export function backgroundTexel({ size }: LevelPlanes): number {
  return size.width + 1;
}

function convert(kernel: Kernel, rgba: Uint8Array, size: Size, background: Rgb): LevelPlanes {
  const { width, height } = size;
  const rows = (words: number): WordRows => {
    const stride = 2 * words * (width + MORE_TEXELS);
    // A kernel reads whole vectors where the last row ends.
    return { stride, start: kernel.allocate(stride * height + 16) };
  };
  const planes: LevelPlanes = { size, luma: rows(1), chroma: rows(2) };
  const words = new Int16Array(kernel.buffer());
  const [toLuma, toCb, toCr] = TO_YCBCR;
  const behind = background.map((share) => 255 * share) as [number, number, number];
  for (let row = 0; row < height; row++) {
    let luma = (planes.luma.start + row * planes.luma.stride) / 2;
    let chroma = (planes.chroma.start + row * planes.chroma.stride) / 2;
    for (let column = 0; column < width + MORE_TEXELS; column++) {
      const at = 4 * (row * width + (column === width ? 0 : column));
      const isSeen = column <= width;
      const unseen = isSeen ? 1 - (rgba[at + 3] ?? 255) / 255 : 1;
      const red = (isSeen ? (rgba[at] ?? 0) : 0) + behind[0] * unseen;
      const green = (isSeen ? (rgba[at + 1] ?? 0) : 0) + behind[1] * unseen;
      const blue = (isSeen ? (rgba[at + 2] ?? 0) : 0) + behind[2] * unseen;
      words[luma++] = stepsOf(toLuma, red, green, blue);
      words[chroma++] = stepsOf(toCb, red, green, blue);
      words[chroma++] = stepsOf(toCr, red, green, blue);
    }
  }
  return planes;
}

function stepsOf(
  weights: readonly [number, number, number, number],
  red: number,
  green: number,
  blue: number,
): number {
  const level = weights[0] * red + weights[1] * green + weights[2] * blue + weights[3];
  return (level * STEPS + 0.5) | 0;
}
