import type { Regl } from 'regl';
// The build without checks: they would forbid WebGL2's wrapping of textures of any size.
import createREGL from 'regl/dist/regl.unchecked.js';
import { StillmotionError } from '../core/errors.ts';
import { formatSize, isSameSize, type Size } from '../core/size.ts';
import { type Backlog, createBacklog } from './backlog.ts';

export type { Buffer, Framebuffer2D, Regl, Texture2D, Texture2DOptions } from 'regl';

/** A canvas to draw on; off screen where nobody watches. */
export type Canvas = HTMLCanvasElement | OffscreenCanvas;

/** A WebGL2 context under regl, and what it can do. */
export interface GraphicsContext {
  readonly regl: Regl;
  readonly canvas: Canvas;
  /** False once somebody else has a context of the same canvas: it is theirs to draw on. */
  readonly hasCanvas: boolean;
  /** As the driver names itself, e.g. `ANGLE (Mesa, llvmpipe …)`. */
  readonly renderer: string;
  /** The longest side of a texture, px. */
  readonly maxTextureSize: number;
  /** Of what draws on the canvas for somebody who watches, who says what is given. */
  readonly backlog: Backlog;
  /**
   * Gives a check that throws StillmotionError `graphics-lost` when the context is gone, or was since: one
   * that came back is alive, but what was drawn with is empty.
   */
  watch(): () => void;
  /**
   * Gives the canvas as many pixels; what it showed is gone.
   *
   * @throws StillmotionError `frame-too-large` where the browser gives fewer, `graphics-lost` where none: it
   * then has its old size again
   */
  resize(size: Size): void;
  /** Frees what it has; the canvas can be used again. */
  dispose(): void;
}

/** What all contexts of a canvas have in common: a canvas has but one of WebGL's. */
interface SharedContext {
  readonly regl: Regl;
  users: number;
  newest: object;
}

const shared = new WeakMap<WebGL2RenderingContext, SharedContext>();

/** @throws StillmotionError `graphics-unavailable` without WebGL2, `graphics-lost` */
export function createContext(canvas: Canvas): GraphicsContext {
  const gl = contextOf(canvas);
  if (gl === null) {
    throw new StillmotionError(
      'graphics-unavailable',
      'This browser gives no WebGL2 context; switch on hardware acceleration in its settings, or use one that has WebGL2.',
    );
  }
  // Where the process that draws has just died, a context is given all the same, and answers nothing.
  const renderer = nameRenderer(gl);
  if (renderer === '' || gl.isContextLost()) {
    throw new StillmotionError('graphics-lost', 'The graphics context was lost at its start.');
  }
  const user = {};
  const common = join(gl, user);
  const { regl } = common;
  const setSize = (size: Size) => {
    canvas.width = size.width;
    canvas.height = size.height;
    // regl looks at the canvas only when it is told to.
    regl.poll();
  };
  let losses = 0;
  const backlog = createBacklog(gl);
  const onLost = () => (losses += 1);
  canvas.addEventListener('webglcontextlost', onLost);
  return {
    regl,
    canvas,
    get hasCanvas() {
      return common.newest === user;
    },
    renderer,
    maxTextureSize: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
    backlog,
    watch() {
      const before = losses;
      return () => {
        if (losses === before && !gl.isContextLost()) return;
        throw lostWhileDrawing();
      };
    },
    resize(size) {
      const before = { width: canvas.width, height: canvas.height };
      setSize(size);
      const given = { width: gl.drawingBufferWidth, height: gl.drawingBufferHeight };
      if (gl.isContextLost() || isSameSize(given, size)) return;
      setSize(before);
      // A context that is on its way down gives no pixels at all, a while before it says so.
      if (given.width * given.height === 0) throw lostWhileDrawing();
      throw new StillmotionError(
        'frame-too-large',
        `This browser draws at most ${formatSize(given)} pixels of a film of ${formatSize(size)}; choose a smaller canvas, or a smaller size of the picture.`,
      );
    },
    dispose() {
      backlog.dispose();
      canvas.removeEventListener('webglcontextlost', onLost);
      common.users--;
      if (common.users > 0) return;
      regl.destroy();
      shared.delete(gl);
    },
  };
}

/**
 * A context of a canvas of its own, off screen. It is given back as a whole, as browsers keep but a few.
 *
 * @throws StillmotionError as `createContext`
 */
export function createOffscreenContext(): GraphicsContext {
  const canvas = createUnseenCanvas();
  const context = createContext(canvas);
  return {
    ...context,
    dispose() {
      context.dispose();
      contextOf(canvas)?.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

/** Off screen, or of the document where those alone have WebGL2: in Safari before 17. */
function createUnseenCanvas(): Canvas {
  const canvas = new OffscreenCanvas(1, 1);
  if (!('document' in globalThis) || contextOf(canvas)) return canvas;
  return document.createElement('canvas');
}

function contextOf(canvas: Canvas): WebGL2RenderingContext | null {
  const wanted = {
    alpha: false,
    antialias: false,
    depth: false,
    powerPreference: 'high-performance',
  };
  return canvas.getContext('webgl2', wanted) as WebGL2RenderingContext | null;
}

function lostWhileDrawing(): StillmotionError {
  return new StillmotionError(
    'graphics-lost',
    'The graphics context was lost while drawing; a smaller size takes less of its memory.',
  );
}

/** Two of regl's would not know what the other has set: there is one for a context, as long as it is used. */
function join(gl: WebGL2RenderingContext, user: object): SharedContext {
  // Only given as it is does regl watch the context's canvas, and comes back after a loss.
  const common = shared.get(gl) ?? { regl: createREGL(gl), users: 0, newest: user };
  shared.set(gl, common);
  common.users++;
  common.newest = user;
  return common;
}

function nameRenderer(gl: WebGL2RenderingContext): string {
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(debug?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  return typeof name === 'string' ? name : '';
}
