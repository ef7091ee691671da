import { type Nv12, nv12Layout } from '../core/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Framebuffer2D, Regl } from './context.ts';

/**
 * What frame.frag draws a frame of NV12 into: the even rows of Y′, its odd rows, and the rows of chroma, of
 * which there are half as many as rows of the film.
 */
export interface FrameTarget {
  readonly framebuffer: Framebuffer2D;
  /** Texels. */
  readonly size: Size;
  /** Reads what was drawn into it last, and nowhere else since; waits for it. */
  read(into: Nv12): void;
  dispose(): void;
}

export function createFrameTarget(regl: Regl, film: Size): FrameTarget {
  // oxlint-disable-next-line no-underscore-dangle -- as regl names it, in its documentation too
  const gl = regl._gl as unknown as WebGL2RenderingContext;
  const { width } = nv12Layout(film).texels;
  const size = { width, height: Math.ceil(film.height / 2) };
  const framebuffer = regl.framebuffer({ ...size, depth: false });
  // regl knows one attachment; clearing binds it, so that others can be added.
  regl.clear({ framebuffer, color: [0, 0, 0, 0] });
  const more = [1, 2].map((n) => attach(gl, gl.COLOR_ATTACHMENT0 + n, size));
  gl.drawBuffers([gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1, gl.COLOR_ATTACHMENT2]);

  const readRows = (n: number, rows: number, bytes: Uint8Array, offset: number, stride: number) => {
    gl.readBuffer(gl.COLOR_ATTACHMENT0 + n);
    gl.pixelStorei(gl.PACK_ROW_LENGTH, stride / 4);
    gl.readPixels(0, 0, width, rows, gl.RGBA, gl.UNSIGNED_BYTE, bytes, offset);
  };
  return {
    framebuffer,
    size,
    read({ bytes, planes: [luma, chroma] }) {
      const odd = Math.floor(film.height / 2);
      readRows(0, size.height, bytes, luma.offset, 2 * luma.stride);
      readRows(1, odd, bytes, luma.offset + luma.stride, 2 * luma.stride);
      readRows(2, size.height, bytes, chroma.offset, chroma.stride);
      gl.readBuffer(gl.COLOR_ATTACHMENT0);
      gl.pixelStorei(gl.PACK_ROW_LENGTH, 0);
    },
    dispose() {
      framebuffer.destroy();
      for (const each of more) gl.deleteRenderbuffer(each);
    },
  };
}

function attach(gl: WebGL2RenderingContext, attachment: number, { width, height }: Size) {
  const buffer = gl.createRenderbuffer();
  gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
  gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, width, height);
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attachment, gl.RENDERBUFFER, buffer);
  return buffer;
}
