import { StillmotionError } from '../core/errors.ts';
import type { Texture2D } from './context.ts';
import type { Deepen } from './target.ts';
import { ownContext } from './own-context.ts';

/**
 * Gives a texture half floats, eleven bits of each colour, for what films of ten are drawn from. regl knows of bytes alone in
 * WebGL2, and needs not know.
 *
 * @throws StillmotionError `graphics-unavailable` where the graphics don't draw into such textures
 */
export const giveHalfFloats: Deepen = (regl, texture, { width, height }, levels) => {
  const gl = ownContext(regl);
  const drawsFloats =
    gl.getExtension('EXT_color_buffer_float') ?? gl.getExtension('EXT_color_buffer_half_float');
  if (drawsFloats === null && !gl.isContextLost())
    throw new StillmotionError(
      'graphics-unavailable',
      'These graphics draw colours of eight bits alone, and the film is to have ten; leave out the depth, or try other graphics.',
    );
  const bound = gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture | null;
  gl.bindTexture(gl.TEXTURE_2D, ownTexture(texture));
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA16F, width, height, 0, gl.RGBA, gl.HALF_FLOAT, null);
  if (levels) gl.generateMipmap(gl.TEXTURE_2D);
  gl.bindTexture(gl.TEXTURE_2D, bound);
};

/** WebGL's texture behind regl's. */
export function ownTexture(texture: Texture2D): WebGLTexture {
  // oxlint-disable-next-line no-underscore-dangle -- regl has no other name for it
  const { _texture: made } = texture as unknown as { _texture?: { texture?: WebGLTexture } };
  if (made?.texture === undefined) throw new Error('regl keeps its textures elsewhere now');
  return made.texture;
}
