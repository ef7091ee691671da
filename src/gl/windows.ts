import { mat3 } from 'gl-matrix';
import windowsShader from '../../shaders/windows.frag?raw';
import type { RenderPlan } from '../core/plan.ts';
import type { Axis, Size } from '../core/size.ts';
import type { GraphicsContext, Texture2D } from './context.ts';
import { triangles } from './parts.ts';
import { type DrawProps, NO_TITLE, type Program } from './programs.ts';
import { FULL_SCREEN } from './quad.ts';
import type { ImagePart, SurfacePlace } from './surface.ts';
import { createTarget, type Target } from './target.ts';

/** What a plane's windows are made of; the names stand in planes.frag and windows.frag. */
export function windowDefines({ spec }: RenderPlan): readonly string[] {
  return [spec.motion.axis === 'x' ? 'WINDOWS_X' : 'WINDOWS_Y'];
}

/**
 * An image that moves by parts of a pixel looks other in every frame, but only along one axis: along the
 * other it is filtered once, and made into Y′CbCr, too. What is left for a frame is to interpolate.
 *
 * @param program draws windows: planes.frag with `windowDefines`
 * @param defines of the plane
 * @returns `undefined` where it can't be done: then every frame is drawn from the image itself
 */
export function createWindows(
  { regl }: GraphicsContext,
  plan: RenderPlan,
  program: Program,
  defines: readonly string[],
  { parts, grid, size: targetSize }: SurfacePlace,
): ImagePart | undefined {
  const [rect] = parts.image;
  if (rect === undefined || plan.spec.filter !== 'linear') return undefined;
  const { axis } = plan.spec.motion;
  const size: Size =
    axis === 'x'
      ? { width: plan.texture.width, height: rect.height }
      : { width: rect.width, height: plan.texture.height };
  const names = [...defines, ...windowDefines(plan)];
  const interpolate = regl({
    ...FULL_SCREEN,
    frag: withDefines(windowsShader, names),
    uniforms: {
      windows: regl.prop<WindowProps, 'windows'>('windows'),
      windowSize: [1 / size.width, 1 / size.height],
      corner: [rect.x, rect.y],
      origin: [0, grid.firstRow],
      toTexel: regl.prop<WindowProps, 'toTexel'>('toTexel'),
    },
    attributes: { corner: triangles([rect], targetSize, false) },
    count: 6,
    framebuffer: regl.prop<WindowProps, 'framebuffer'>('framebuffer'),
  });

  const drawWindows = (toTexel: mat3): Target => {
    const windows = createTarget(regl, size, wrapping(axis));
    const whole = triangles([{ x: 0, y: 0, ...size }], size, false);
    const corners = regl.buffer(whole);
    program({
      framebuffer: windows.framebuffer,
      corners,
      count: whole.length,
      toTexel: standStill(toTexel, axis),
      ...NO_TITLE,
      origin: axis === 'x' ? [0, grid.firstRow - rect.y] : [-rect.x, 0],
      screenHeight: 0,
    });
    corners.destroy();
    return windows;
  };
  let windows: Target | undefined;

  return {
    draw({ toTexel }, { framebuffer }) {
      windows ??= drawWindows(toTexel);
      interpolate({ windows: windows.texture, toTexel, framebuffer });
    },
    dispose: () => windows?.dispose(),
  };
}

interface WindowProps extends Pick<DrawProps, 'framebuffer' | 'toTexel'> {
  readonly windows: Texture2D;
}

function withDefines(shader: string, names: readonly string[]): string {
  return shader.replace('\n', `\n${names.map((name) => `#define ${name}\n`).join('')}`);
}

function wrapping(axis: Axis) {
  return {
    wrapS: axis === 'x' ? 'repeat' : 'clamp',
    wrapT: axis === 'y' ? 'repeat' : 'clamp',
  } as const;
}

/** A frame's transform with one texel a pixel along the axis of the motion, from the first on. */
function standStill(toTexel: mat3, axis: Axis): mat3 {
  const still = mat3.clone(toTexel);
  const [scale, shift] = axis === 'x' ? [0, 6] : [4, 7];
  still[scale] = 1;
  still[shift] = 0;
  return still;
}
