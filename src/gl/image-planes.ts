import { mat3 } from 'gl-matrix';
import planesShader from '../../shaders/planes.frag?raw';
import { evenAbove, evenBelow } from '../core/even.ts';
import type { Layout } from '../film/layout.ts';
import type { RenderPlan } from '../film/plan.ts';
import { type Axis, extent, type Rect, type Size } from '../core/size.ts';
import type { BytePlane } from '../core/byte-plane.ts';
import { type ImageExtent, type ImagePlanes, pairUp } from '../planes/image-planes.ts';
import type { Regl } from './context.ts';
import { triangles } from './parts.ts';
import type { Linker, Program } from './programs.ts';
import { NO_COLUMNS } from '../titles/paint.ts';
import { createTarget } from './target.ts';

/**
 * Converts a plan's image for films that it rolls through, and reads it back.
 *
 * @param linkOn builds shaders around the image for a layout
 */
export function readImagePlanes(
  regl: Regl,
  plan: RenderPlan,
  linkOn: (layout: Layout) => Linker,
): ImagePlanes {
  const { axis } = plan.spec.motion;
  const texels = extent(plan.texture, axis);
  const { layout, acrossStart, acrossLength } = createStage(plan);
  const link = linkOn(layout);
  const toTexel = byTexel(plan, layout.box);
  const read = (program: Program, width: number, height: number): BytePlane =>
    drawPlane(regl, program, toTexel, { width: Math.ceil(width / 4), height });
  const byTexels = axis === 'x' ? 'TEXELS_X' : 'TEXELS_Y';
  const luma = link(planesShader, [byTexels]).whole;
  const chroma = link(planesShader, ['CHROMA', byTexels]).whole;
  const image: ImageExtent = { axis, texels, acrossStart, acrossLength };
  if (axis === 'x') {
    const lumaRows = read(luma, texels, acrossLength);
    const chromaRows = read(chroma, 2 * texels, acrossLength / 2);
    const { stride } = lumaRows;
    const pairs = { texelStep: 1, pairStep: 2 * stride, next: stride };
    const cells = { texelStep: 2, pairStep: chromaRows.stride, next: 1 };
    return {
      ...image,
      luma: pairUp(lumaRows, pairs, image),
      chroma: pairUp(chromaRows, cells, image),
    };
  }
  const lumaColumns = read(luma, acrossLength, texels);
  const pairs = { texelStep: lumaColumns.stride, pairStep: 2, next: 1 };
  return {
    ...image,
    luma: pairUp(lumaColumns, pairs, image),
    chroma: pairUp(read(chroma, acrossLength, texels), pairs, image),
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
    titleSpan: NO_COLUMNS,
    origin: [0, 0],
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
function createStage({ spec, layout: { canvas, box, title }, texture }: RenderPlan) {
  const { axis } = spec.motion;
  const cross = axis === 'x' ? 'y' : 'x';
  const boxStart = axis === 'x' ? box.y : box.x;
  const boxEnd = boxStart + extent(box, cross);
  const acrossStart = evenBelow(boxStart);
  const end = boxEnd < extent(canvas, cross) ? evenAbove(boxEnd) : boxEnd;
  // A last texel may be drawn in part.
  const length = extent(texture, axis) + 4;
  const onStage: Rect =
    axis === 'x'
      ? { x: 0, y: boxStart - acrossStart, width: length, height: box.height }
      : { x: boxStart - acrossStart, y: 0, width: box.width, height: length };
  const across = end - acrossStart;
  const layout: Layout = {
    canvas: axis === 'x' ? { width: length, height: across } : { width: across, height: length },
    box: onStage,
    title,
  };
  return { layout, acrossStart, acrossLength: evenAbove(across) };
}

/** Stage px → texels, one for one along the axis of the motion. */
function byTexel({ spec, texture, layout: { box } }: RenderPlan, onStage: Rect): mat3 {
  const across = (axis: Axis) => extent(texture, axis) / extent(box, axis);
  const [scale, shift]: [[number, number], [number, number]] =
    spec.motion.axis === 'x'
      ? [
          [1, across('y')],
          [0, -onStage.y],
        ]
      : [
          [across('x'), 1],
          [-onStage.x, 0],
        ];
  const toTexel = mat3.fromScaling(mat3.create(), scale);
  return mat3.translate(toTexel, toTexel, shift);
}
