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

/**
 * Gives a texture that regl has made room of, a byte a colour, more than that in its place; what it held is gone.
 *
 * @param size of its first level
 * @param levels whether it has the smaller ones, too
 */
export type Deepen = (regl: Regl, texture: Texture2D, size: Size, levels: boolean) => void;

/**
 * RGBA; what it holds at first is undefined.
 *
 * @param deepen left out: a byte each
 */
export function createTarget(
  regl: Regl,
  size: Size,
  sampling: Sampling = {},
  deepen?: Deepen,
): Target {
  const texture = regl.texture({ ...size, ...sampling });
  deepen?.(regl, texture, size, false);
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
