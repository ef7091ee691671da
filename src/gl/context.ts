import type { Regl } from 'regl';
// The build without checks: they would forbid WebGL2's wrapping of textures of any size.
import createREGL from 'regl/dist/regl.unchecked.js';
import { StillmotionError } from '../core/errors.ts';
import { formatSize, isSameSize, type Size } from '../core/size.ts';

export type { Buffer, Framebuffer2D, Regl, Texture2D, Texture2DOptions } from 'regl';

/** A canvas to draw on; off screen where nobody watches. */
export type Canvas = HTMLCanvasElement | OffscreenCanvas;

/** A WebGL2 context under regl, and what it can do. */
export interface GraphicsContext {
  dispose(): void;
  readonly regl: Regl;
  /** As the driver names itself, e.g. `ANGLE (Mesa, llvmpipe …)`. */
  readonly renderer: string;
  /** The longest side of a texture, px. */
  readonly maxTextureSize: number;
  /**
   * Gives a check that throws StillmotionError `graphics-lost` when the context is gone, or was since: one
   * that came back is alive, but what was drawn with is empty.
   */
  watch(): () => void;
  /**
   * Gives the canvas as many pixels; what it showed is gone.
   *
   * @throws StillmotionError `frame-too-large` where the browser gives fewer
   */
  resize(size: Size): void;
}

/** @throws StillmotionError `graphics-unavailable` without WebGL2, `graphics-lost` */
export function createContext(canvas: Canvas): GraphicsContext {
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    powerPreference: 'high-performance',
  });
  if (gl === null) {
    throw new StillmotionError(
      'graphics-unavailable',
      'This browser gives no WebGL2 context; enable hardware acceleration, or SwiftShader with --enable-unsafe-swiftshader.',
    );
  }
  // Where the process that draws has just died, a context is given all the same, and answers nothing.
  const renderer = nameRenderer(gl);
  if (renderer === '' || gl.isContextLost()) {
    throw new StillmotionError('graphics-lost', 'The graphics context was lost at its start.');
  }
  // Only given as it is does regl watch the context's canvas, and comes back after a loss.
  const regl = createREGL(gl);
  let losses = 0;
  const onLost = () => (losses += 1);
  canvas.addEventListener('webglcontextlost', onLost);
  return {
    regl,
    renderer,
    maxTextureSize: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
    watch() {
      const before = losses;
      return () => {
        if (losses === before && !gl.isContextLost()) return;
        throw new StillmotionError('graphics-lost', 'The graphics context was lost while drawing.');
      };
    },
    resize(size) {
      Object.assign(canvas, size);
      // regl looks at the canvas only when it is told to.
      regl.poll();
      const given = { width: gl.drawingBufferWidth, height: gl.drawingBufferHeight };
      if (gl.isContextLost() || isSameSize(given, size)) return;
      throw new StillmotionError(
        'frame-too-large',
        `This browser draws at most ${formatSize(given)} pixels of a canvas of ${formatSize(size)}; resample the picture with a smaller size.`,
      );
    },
    dispose() {
      canvas.removeEventListener('webglcontextlost', onLost);
      regl.destroy();
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

function nameRenderer(gl: WebGL2RenderingContext): string {
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(debug?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  return typeof name === 'string' ? name : '';
}
