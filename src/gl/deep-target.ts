import text from '../../shaders/deep.frag?raw';
import { colourPlaneSize } from '../core/planes/deep-planes.ts';
import { StillmotionError } from '../core/errors.ts';
import type { Sampling } from '../core/sampling.ts';
import type { Size } from '../core/size.ts';
import { createAttachments } from './attachments.ts';
import type { Framebuffer2D, Regl } from './context.ts';
import type { ShaderFile } from './shader-files.ts';

/** Apart from the others, as it is drawn by films of ten bits alone. */
export const DEEP: ShaderFile = { file: 'shaders/deep.frag', text };

/**
 * What deep.frag draws a frame of ten bits a sample into, whole numbers of sixteen: its even rows of Y′, its odd
 * rows and its chroma, or its three planes.
 */
export interface DeepTarget {
  readonly framebuffer: Framebuffer2D;
  /** Lets the graphics begin with what was drawn, and doesn't wait for it. */
  submit(): void;
  /** Reads what was drawn last, and waits for it: planes as `DeepPlanes` has them. */
  read(into: Uint16Array): void;
  dispose(): void;
}

/** The texels in which a frame is drawn: four columns each, of one row or of two. */
export function deepTexels({ width, height }: Size, sampling: Sampling | undefined): Size {
  return { width: Math.ceil(width / 4), height: sampling ? height : Math.ceil(height / 2) };
}

/** @param sampling left out: 4:2:0 */
export function createDeepTarget(
  regl: Regl,
  filmSize: Size,
  sampling: Sampling | undefined,
): DeepTarget {
  const texels = deepTexels(filmSize, sampling);
  const attachments = createAttachments(regl, texels, 'RGBA16UI', [0, 1, 2]);
  const { gl, framebuffer } = attachments;

  const stride = 4 * texels.width;
  // All graphics give whole numbers in 32 bits. In the 16 that they have, ANGLE over OpenGL promises them and, asked for
  // them, loses its context (Chromium 156, FramebufferGL.cpp, “RGBA16 readPixels workaround”).
  const create = () => new Uint32Array(stride * texels.height);
  const planes = [create(), create(), create()] as const;
  const arrange = sampling ? arrangeWhole : arrangeHalved;
  return {
    framebuffer,
    submit: () => gl.flush(),
    read(into) {
      attachments.read(() => {
        for (const [n, plane] of planes.entries()) {
          gl.readBuffer(gl.COLOR_ATTACHMENT0 + n);
          gl.readPixels(0, 0, texels.width, texels.height, gl.RGBA_INTEGER, gl.UNSIGNED_INT, plane);
        }
      });
      // What can't be read is left as zeros, and that the context is lost is known only a moment later.
      const error = gl.getError();
      if (error !== gl.NO_ERROR)
        throw new StillmotionError(
          'graphics-lost',
          `The graphics failed while a frame of ten bits was read (error ${error}); a smaller size takes less of their memory.`,
        );
      arrange(planes, stride, filmSize, into);
    },
    dispose: () => attachments.dispose(),
  };
}

/** Rows of three planes, without what pads them. */
function arrangeWhole(
  planes: readonly Uint32Array[],
  stride: number,
  { width, height }: Size,
  into: Uint16Array,
): void {
  let at = 0;
  for (const plane of planes)
    for (let row = 0; row < height; row++) {
      into.set(plane.subarray(row * stride, row * stride + width), at);
      at += width;
    }
}

/** The same of even and odd rows of Y′ in turn, then of Cb and Cr, which come in pairs. */
function arrangeHalved(
  [even, odd, chroma]: readonly [Uint32Array, Uint32Array, Uint32Array],
  stride: number,
  size: Size,
  into: Uint16Array,
): void {
  const { width, height } = size;
  for (let row = 0; row < height; row++) {
    const from = stride * (row >> 1);
    into.set((row & 1 ? odd : even).subarray(from, from + width), row * width);
  }
  const cells = colourPlaneSize(size, undefined);
  let cb = width * height;
  let cr = cb + cells.width * cells.height;
  for (let row = 0; row < cells.height; row++) {
    let from = row * stride;
    for (let column = 0; column < cells.width; column++) {
      into[cb++] = chroma[from++] ?? 0;
      into[cr++] = chroma[from++] ?? 0;
    }
  }
}
