import { backdropOf, backgroundColor } from '../film/frame/background.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Axis, Size } from '../core/size.ts';
import { extent, startOf } from '../core/size.ts';
import type { Regl, Texture2D } from './context.ts';
import { draw, type ImageTexture } from './image.ts';
import { resizeShader } from './resize-shader.ts';
import { createTarget, type Deepen, type Target } from './target.ts';

/**
 * The image as it stands blurred behind itself, once for a film: as large as its Gaussian needs it, premultiplied.
 * `undefined` where the background is a colour. It belongs to the caller.
 */
export function createBackdrop(
  regl: Regl,
  { texture, isOpaque }: ImageTexture,
  plan: RenderPlan,
  deepen?: Deepen,
): Target | undefined {
  const backdrop = backdropOf(plan.spec, plan.image, plan.layout.canvas);
  if (backdrop === undefined) return undefined;
  const { window, size, sigma } = backdrop;
  const shader = resizeShader(isOpaque ? ['OPAQUE'] : [], deepen);
  const background = [...backgroundColor(plan.spec.background)];
  const pass = (source: Texture2D, to: Size, axis: Axis, values: object): Target => {
    const target = createTarget(regl, to, {}, deepen);
    draw(regl, target.framebuffer, shader, {
      source,
      level: 0,
      axis: axis === 'x' ? [1, 0] : [0, 1],
      first: 0,
      background,
      ...values,
    });
    return target;
  };
  const shrink = (source: Texture2D, to: Size, axis: Axis) => {
    const length = extent(texture, axis);
    const factor = (extent(window, axis) * length) / extent(to, axis);
    const first = startOf(window, axis) * length;
    return pass(source, to, axis, { factor, first, sigma: Math.max(0, (factor - 1) / 2) });
  };
  const blur = (source: Texture2D, axis: Axis) => pass(source, size, axis, { factor: 1, sigma });
  const steps = [
    (source: Texture2D) => shrink(source, { width: size.width, height: texture.height }, 'x'),
    (source: Texture2D) => shrink(source, size, 'y'),
    (source: Texture2D) => blur(source, 'x'),
    (source: Texture2D) => blur(source, 'y'),
  ];
  return steps.reduce<Target | undefined>((before, step) => {
    const next = step(before?.texture ?? texture);
    before?.dispose();
    return next;
  }, undefined);
}
