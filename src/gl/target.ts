import type { Framebuffer2D, Regl, Texture2D, Texture2DOptions } from './context.ts';
import type { Size } from '../core/size.ts';

/** A texture that is drawn into. */
export interface Target {
  readonly framebuffer: Framebuffer2D;
  readonly texture: Texture2D;
  dispose(): void;
}

/** What a texture shows beyond its edges and between its texels; left out: the edge, the nearest. */
type Sampling = Pick<Texture2DOptions, 'wrapS' | 'wrapT' | 'min' | 'mag'>;

/** RGBA, a byte each; what it holds at first is undefined. */
export function createTarget(regl: Regl, size: Size, sampling: Sampling = {}): Target {
  const texture = regl.texture({ ...size, ...sampling });
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
