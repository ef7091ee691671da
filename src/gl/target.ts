import type { Framebuffer2D, Regl, Texture2D } from './context.ts';
import type { Size } from '../core/size.ts';

/** A texture that is drawn into. */
export interface Target {
  readonly framebuffer: Framebuffer2D;
  readonly texture: Texture2D;
  dispose(): void;
}

/** RGBA, a byte each; what it holds at first is undefined. */
export function createTarget(regl: Regl, size: Size): Target {
  const texture = regl.texture({ ...size });
  const framebuffer = regl.framebuffer({ color: texture, depth: false });
  return {
    framebuffer,
    texture,
    dispose() {
      framebuffer.destroy();
      texture.destroy();
    },
  };
}
