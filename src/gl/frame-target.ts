import type { Nv12 } from '../core/planes/nv12.ts';
import { evenAbove } from '../core/values/whole-numbers.ts';
import type { Size } from '../core/size.ts';
import { createAttachments } from './attachments.ts';
import type { Framebuffer2D, Regl } from './context.ts';

/**
 * What frame.frag draws frames of NV12 into, one below the other: their even rows of Y′, their odd rows, and
 * their rows of chroma, of which there are half as many as rows of the film.
 */
export interface FrameTarget {
  readonly places: readonly FramePlace[];
  /** Lets the graphics begin with what was drawn, and doesn't wait for it. */
  submit(): void;
  /** Reads the first so many frames, as they were drawn last; waits for them. */
  read(count: number): void;
  dispose(): void;
}

/** One frame of a target. */
export interface FramePlace {
  readonly framebuffer: Framebuffer2D;
  /** The row of the target in which it begins. */
  readonly firstRow: number;
  /** What was read; valid until the next is. */
  readonly planes: Nv12;
}

/** The texels in which frame.frag draws a frame. */
export function frameTexels({ width, height }: Size): Size {
  return { width: Math.ceil(width / 4), height: Math.ceil(height / 2) };
}

/** @param most frames that it holds; fewer where a target would be taller than the graphics take */
export function createFrameTarget(regl: Regl, filmSize: Size, most: number): FrameTarget {
  const { width, height } = frameTexels(filmSize);
  // Shaders take blocks of pixels to lie in whole pairs of rows (LEVELS in scene.glsl).
  const rows = evenAbove(height);
  const frames = Math.max(1, Math.min(most, Math.floor(regl.limits.maxRenderbufferSize / rows)));
  const whole = { width, height: frames * rows };

  const attachments = createAttachments(regl, whole, 'RGBA8', [1, 2]);
  const { gl, framebuffer } = attachments;

  // Y′ of all frames, then chroma of all: so each attachment is read at once.
  const stride = 4 * width;
  const bytes = new Uint8Array(3 * stride * whole.height);
  const startOfChroma = 2 * stride * whole.height;
  const places = Array.from({ length: frames }, (_, n): FramePlace => {
    const firstRow = n * rows;
    const luma = { offset: 2 * stride * firstRow, stride };
    const chroma = { offset: startOfChroma + stride * firstRow, stride };
    return { framebuffer, firstRow, planes: { bytes, planes: [luma, chroma] } };
  });
  const readRows = (n: number, count: number, offset: number, every: number) => {
    gl.readBuffer(gl.COLOR_ATTACHMENT0 + n);
    gl.pixelStorei(gl.PACK_ROW_LENGTH, (every * stride) / 4);
    gl.readPixels(0, 0, width, count, gl.RGBA, gl.UNSIGNED_BYTE, bytes, offset);
  };
  return {
    places,
    submit: () => gl.flush(),
    read(wanted) {
      attachments.read(() => {
        readRows(0, wanted * rows, 0, 2);
        readRows(1, wanted * rows, stride, 2);
        readRows(2, wanted * rows, startOfChroma, 1);
        gl.pixelStorei(gl.PACK_ROW_LENGTH, 0);
      });
    },
    dispose: () => attachments.dispose(),
  };
}
