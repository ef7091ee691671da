import { type Axis, extent, type Size } from '../core/size.ts';
import { colorBehind } from '../film/frame/background.ts';
import { movementOf, type RenderPlan } from '../film/plan.ts';
import type { Regl, Texture2D } from './context.ts';
import { draw, type ImageTexture } from './image.ts';
import { resizeShader } from './resize-shader.ts';
import { createTarget, type Deepen } from './target.ts';

/**
 * Fills the levels of an image, each half as long as the one before: as the picture itself is resampled
 * with `--size`, one from the other, in the values of the picture.
 */
export function drawLevels(
  regl: Regl,
  image: ImageTexture,
  plan: RenderPlan,
  deepen?: Deepen,
): void {
  const { texture, isOpaque } = image;
  const { edges } = movementOf(plan);
  const background = [...colorBehind(plan.spec.background)];
  const pass = (source: Texture2D, level: number, from: Size, to: Size, axis: Axis) => {
    const defines = [
      ...(edges[axis] === 'repeat' ? ['WRAPS'] : []),
      ...(isOpaque ? ['OPAQUE'] : []),
    ];
    const target = createTarget(regl, to, {}, deepen);
    draw(regl, target.framebuffer, resizeShader(defines, deepen), {
      source,
      level,
      first: 0,
      axis: axis === 'x' ? [1, 0] : [0, 1],
      factor: extent(from, axis) / extent(to, axis),
      sigma: sigmaOf(extent(texture, axis), extent(from, axis), extent(to, axis)),
      background,
    });
    return target;
  };

  let size: Size = { width: texture.width, height: texture.height };
  for (let level = 1; size.width > 1 || size.height > 1; level++) {
    const half = { width: halved(size.width), height: halved(size.height) };
    const upright = { width: half.width, height: size.height };
    const narrow = pass(texture, level - 1, size, upright, 'x');
    const small = pass(narrow.texture, 0, upright, half, 'y');
    const { framebuffer } = small;
    regl({ framebuffer })(() => texture.subimage({ copy: true, ...half }, 0, 0, level));
    narrow.dispose();
    small.dispose();
    size = half;
  }
}

/** As the levels of a texture are. */
function halved(length: number): number {
  return Math.max(1, Math.floor(length / 2));
}

/** The variance that linear interpolation between two pixels adds, px². */
const INTERPOLATED = 0.25;

/**
 * How wide a filter makes one level out of the one before, px of that, so that all together are as wide as
 * the one by which the whole image would be resampled: variances add up.
 */
function sigmaOf(whole: number, from: number, to: number): number {
  if (to === from) return 0;
  const before = whole / from;
  return Math.sqrt(
    Math.max(0, (variance(whole / to) - variance(before)) / (before * before) - INTERPOLATED),
  );
}

/** Of an image that is resampled by so many times, px² of that image. */
function variance(factor: number): number {
  return factor === 1 ? 0 : ((factor - 1) / 2) ** 2 + INTERPOLATED;
}
