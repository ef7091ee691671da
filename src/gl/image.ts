import eyeGround from '../../shaders/eye-ground.frag?raw';
import resize from '../../shaders/resize.frag?raw';
import { createMotion } from '../core/motion.ts';
import type { RenderPlan } from '../core/plan.ts';
import type { Axis, Size } from '../core/size.ts';
import { parseColor, type Rgb } from '../core/color.ts';
import type { Framebuffer2D, Regl, Texture2D, Texture2DOptions } from './context.ts';
import { FULL_SCREEN } from './quad.ts';

/** The built-in picture's size unless the spec asks for another: it is drawn, so any will do. */
export const BUILT_IN_SIZE: Size = { width: 1024, height: 1024 };

/**
 * The image that moves, once and for all: the picture (`null`: the built-in one) laid on the
 * background and resampled as the plan says. The texture belongs to the caller.
 */
export function createImageTexture(
  regl: Regl,
  picture: ImageBitmap | null,
  plan: RenderPlan,
): Texture2D {
  const background = parseColor(plan.spec.background);
  const wrapping = wrapAs(plan);
  let texture =
    picture === null
      ? drawEyeGround(regl, plan.picture, wrapping)
      : upload(regl, picture, wrapping);
  const pass = (axis: Axis, target: Size, wraps: boolean) => {
    const source = texture;
    texture = resample(regl, source, axis, target, wraps, background, wrapping);
    source.destroy();
  };

  // Asked for by size: mirrored at the edges, as skimage does. Alpha goes with the first pass.
  pass('x', { width: plan.image.width, height: texture.height }, false);
  pass('y', plan.image, false);
  // Drawn smaller than that: the filter wraps where the motion does.
  const wraps = plan.spec.motion.axis;
  if (plan.texture.width < plan.image.width) {
    pass('x', { width: plan.texture.width, height: texture.height }, wraps === 'x');
  }
  if (plan.texture.height < plan.image.height) pass('y', plan.texture, wraps === 'y');
  return texture;
}

/** Beyond its edges the image goes on where the motion wraps, and stands still elsewhere. */
type Wrapping = Required<Pick<Texture2DOptions, 'wrapS' | 'wrapT'>>;

function wrapAs({ spec, image }: RenderPlan): Wrapping {
  const { wrap } = createMotion(spec.motion)({ index: 0 }, image);
  return { wrapS: wrap.x ? 'repeat' : 'clamp', wrapT: wrap.y ? 'repeat' : 'clamp' };
}

function upload(regl: Regl, bitmap: ImageBitmap, wrapping: Wrapping): Texture2D {
  // regl takes bitmaps; its types don't know.
  const data = bitmap as unknown as TexImageSource & HTMLCanvasElement;
  return regl.texture({
    data,
    ...wrapping,
    flipY: false,
    premultiplyAlpha: false,
    colorSpace: 'none',
  });
}

function drawEyeGround(regl: Regl, size: Size, wrapping: Wrapping): Texture2D {
  return drawTexture(regl, size, wrapping, eyeGround, { size: [size.width, size.height] });
}

function resample(
  regl: Regl,
  source: Texture2D,
  axis: Axis,
  target: Size,
  wraps: boolean,
  background: Rgb,
  wrapping: Wrapping,
): Texture2D {
  const factor = axis === 'x' ? source.width / target.width : source.height / target.height;
  return drawTexture(regl, target, wrapping, resize, {
    source,
    alongX: axis === 'x' ? 1 : 0,
    factor,
    wraps: wraps ? 1 : 0,
    background: [...background],
  });
}

/** A texture of the given size, drawn by one pass of a fragment shader. */
function drawTexture(
  regl: Regl,
  size: Size,
  wrapping: Wrapping,
  frag: string,
  uniforms: Record<string, Texture2D | number | number[]>,
): Texture2D {
  const texture = regl.texture({ ...size, ...wrapping });
  const framebuffer: Framebuffer2D = regl.framebuffer({ color: texture, depth: false });
  try {
    const draw = regl({ ...FULL_SCREEN, frag, uniforms, framebuffer });
    draw();
  } finally {
    // The framebuffer goes, its texture stays: regl destroys only attachments that it made itself.
    framebuffer.destroy();
  }
  return texture;
}
