import type { Size } from '../core/size.ts';
import type { Framebuffer2D, Regl } from './context.ts';
import { ownContext } from './own-context.ts';

/** A framebuffer of regl's that draws into three buffers at once; regl itself knows but one, of bytes. */
export interface Attachments {
  readonly gl: WebGL2RenderingContext;
  readonly framebuffer: Framebuffer2D;
  /** Reads from it, by `gl`; regl finds what it knows afterwards. */
  read(work: () => void): void;
  dispose(): void;
}

/**
 * @param format of those buffers that regl doesn't make
 * @param made which of the three these are
 */
export function createAttachments(
  regl: Regl,
  size: Size,
  format: 'RGBA8' | 'RGBA16UI',
  made: readonly number[],
): Attachments {
  const gl = ownContext(regl);
  const framebuffer = regl.framebuffer({ ...size, depth: false });
  // Clearing binds it, so that others can be added, or take the place of what it has.
  regl.clear({ framebuffer, color: [0, 0, 0, 0] });
  const own = gl.getParameter(gl.FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
  const buffers = made.map((n) => attach(gl, gl.COLOR_ATTACHMENT0 + n, size, gl[format]));
  gl.drawBuffers([gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1, gl.COLOR_ATTACHMENT2]);
  return {
    gl,
    framebuffer,
    read(work) {
      // regl binds what is drawn into, and only then.
      const bound = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, own);
      work();
      gl.readBuffer(gl.COLOR_ATTACHMENT0);
      gl.bindFramebuffer(gl.READ_FRAMEBUFFER, bound);
    },
    dispose() {
      framebuffer.destroy();
      for (const each of buffers) gl.deleteRenderbuffer(each);
    },
  };
}

function attach(
  gl: WebGL2RenderingContext,
  attachment: number,
  { width, height }: Size,
  format: number,
) {
  const buffer = gl.createRenderbuffer();
  gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
  gl.renderbufferStorage(gl.RENDERBUFFER, format, width, height);
  gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attachment, gl.RENDERBUFFER, buffer);
  return buffer;
}
