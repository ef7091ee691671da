import type { Framebuffer2D, Regl, Texture2D, Texture2DOptions } from './context.ts';
import type { Size } from '../core/size.ts';

/** A texture that is drawn into. */
export interface Target {
  readonly framebuffer: Framebuffer2D;
  readonly texture: Texture2D;
  dispose(): void;
}

/** What a texture shows beyond its edges; left out: the edge. */
type Wrapping = Pick<Texture2DOptions, 'wrapS' | 'wrapT'>;

/** RGBA, a byte each; what it holds at first is undefined. */
export function createTarget(regl: Regl, size: Size, wrapping: Wrapping = {}): Target {
  const texture = regl.texture({ ...size, ...wrapping });
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
