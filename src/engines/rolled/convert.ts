import { createFrame } from '../../core/timeline.ts';
import { WHOLE } from '../../motions/movement.ts';
import { mat3 } from 'gl-matrix';
import type { BytePlane } from '../../core/planes/byte-plane.ts';
import { evenAbove, evenBelow } from '../../core/values/whole-numbers.ts';
import {
  type Axis,
  crossAxis,
  extent,
  rectAlong,
  type Size,
  sizeAlong,
  startOf,
  stridesAlong,
} from '../../core/size.ts';
import type { Layout } from '../../film/frame/layout.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { Regl } from '../../gl/context.ts';
import { triangles } from '../../gl/regions.ts';
import { linkScene, type Program } from '../../gl/programs.ts';
import type { SceneInputs } from '../../gl/scene.ts';
import { SHADERS } from '../../gl/shader-files.ts';
import { createTarget } from '../../gl/target.ts';
import { NO_COLUMNS } from '../../titles/image.ts';
import { type ImageExtent, type ImagePlanes, pairUp } from './pairs.ts';

/** Converts a plan's image for films that slide along an axis, and reads it back. */
export function convertImage(scene: SceneInputs, plan: RenderPlan, axis: Axis): ImagePlanes {
  const texels = extent(plan.texture, axis);
  const { layout, acrossStart, acrossLength } = unroll(plan, axis);
  const toTexel = byTexel(plan, layout, axis);
  const byTexels = axis === 'x' ? 'TEXELS_X' : 'TEXELS_Y';
  // A chroma plane has two bytes for each texel, and a row for each two pixels, where those lie across.
  const read = (defines: readonly string[], { width, height }: Size): BytePlane => {
    const { whole } = linkScene(
      scene,
      [SHADERS.bt709, SHADERS.planes],
      [...defines, byTexels],
      layout,
    );
    return drawPlane(scene.regl, whole, toTexel, { width: Math.ceil(width / 4), height });
  };
  const luma = read([], sizeAlong(axis, texels, acrossLength));
  const chroma = read(
    ['CHROMA'],
    axis === 'x'
      ? { width: 2 * texels, height: acrossLength / 2 }
      : { width: acrossLength, height: texels },
  );
  const image: ImageExtent = { axis, texels, acrossStart, acrossLength };
  const lumaSteps = stridesAlong(axis, luma.stride, 1);
  const chromaSteps = stridesAlong(axis, chroma.stride, 2);
  return {
    ...image,
    luma: pairUp(
      luma,
      { texelStep: lumaSteps.along, pairStep: 2 * lumaSteps.across, next: lumaSteps.across },
      image,
    ),
    chroma: pairUp(
      chroma,
      { texelStep: chromaSteps.along, pairStep: chromaSteps.across, next: 1 },
      image,
    ),
  };
}

/** Draws a plane and reads it back; `size` in RGBA texels. */
function drawPlane(regl: Regl, program: Program, toTexel: mat3, size: Size): BytePlane {
  const target = createTarget(regl, size);
  const { framebuffer } = target;
  const shape = triangles([{ x: 0, y: 0, ...size }], size, false);
  const corners = regl.buffer(shape);
  const count = shape.length;
  program({
    framebuffer,
    corners,
    count,
    toTexel,
    subframes: [],
    titleSpan: NO_COLUMNS,
    frame: createFrame(),
    screenHeight: 0,
  });
  const stride = 4 * size.width;
  const bytes = new Uint8Array(stride * size.height);
  regl.read({ framebuffer, x: 0, y: 0, ...size, data: bytes });
  corners.destroy();
  target.dispose();
  return { bytes, offset: 0, stride };
}

/** A canvas on which the image goes on along the axis of the motion for as long as anybody draws. */
function unroll({ layout: { canvas, box, title }, texture }: RenderPlan, axis: Axis) {
  const cross = crossAxis(axis);
  const boxStart = startOf(box, cross);
  const boxEnd = boxStart + extent(box, cross);
  const acrossStart = evenBelow(boxStart);
  const end = boxEnd < extent(canvas, cross) ? evenAbove(boxEnd) : boxEnd;
  const across = end - acrossStart;
  // A last texel may be drawn in part.
  const length = extent(texture, axis) + 4;
  const shown = sizeAlong(axis, length, extent(box, cross));
  const layout: Layout = {
    canvas: sizeAlong(axis, length, across),
    box: rectAlong(axis, shown, 0, boxStart - acrossStart),
    window: WHOLE,
    title,
  };
  return { layout, acrossStart, acrossLength: evenAbove(across) };
}

/** px of the unrolled canvas → texels, one for one along the axis of the motion. */
function byTexel({ texture, layout: { box } }: RenderPlan, unrolled: Layout, axis: Axis): mat3 {
  const cross = crossAxis(axis);
  const scale = sizeAlong(axis, 1, extent(texture, cross) / extent(box, cross));
  const shift = sizeAlong(axis, 0, -startOf(unrolled.box, cross));
  const toTexel = mat3.fromScaling(mat3.create(), [scale.width, scale.height]);
  return mat3.translate(toTexel, toTexel, [shift.width, shift.height]);
}
