import { mat3, type ReadonlyMat3, vec2 } from 'gl-matrix';
import type { Size } from '../core/size.ts';
import type { SurfacePlace } from './surface.ts';
import { movementOf, type RenderPlan } from '../film/plan.ts';

/** The corners of a convex shape, px of the canvas, in turn. */
export type Shape = readonly (readonly [x: number, y: number])[];

/**
 * How far beyond its edges an image is still seen, px: half a pixel is mixed with what is behind it, and a texel of a frame
 * holds 4×2 pixels, whose corners are 1.6 px from its middle; the rest is for rounding.
 */
const RIM = 3;
/** Places further away than that are nothing that a driver should be given, px. */
const FAR = 100_000;

/**
 * Whether frames show one image on something that stands still and is the same everywhere beyond it: then no more has to
 * be drawn than what that image covers, and what it covered before.
 */
export function coversPart(plan: RenderPlan): boolean {
  const { spec, exposures } = plan;
  const { edges, projective } = movementOf(plan);
  // Effects and second exposures show the image elsewhere, too.
  if (spec.effects.length > 0 || exposures.length > 0 || projective) return false;
  return edges.x === 'background' && edges.y === 'background';
}

/**
 * What an image covers, with its rim; `undefined` where it may be everywhere.
 *
 * @param toTexel canvas px → texels, affine
 * @param texture texels
 */
export function coveredBy(toTexel: ReadonlyMat3, { width, height }: Size): Shape | undefined {
  const back = mat3.invert(mat3.create(), toTexel);
  if (back === null) return undefined;
  // So many texels are a pixel.
  const x = RIM * Math.hypot(toTexel[0], toTexel[3]);
  const y = RIM * Math.hypot(toTexel[1], toTexel[4]);
  const corners = [
    [-x, -y],
    [width + x, -y],
    [width + x, height + y],
    [-x, height + y],
  ] as const;
  const shape = corners.map((corner) => {
    const [left = NaN, top = NaN] = vec2.transformMat3(vec2.create(), corner, back);
    return [left, top] as const;
  });
  return shape.flat().every((side) => Math.abs(side) < FAR) ? shape : undefined;
}

/** The smallest convex shape around two, by Andrew's monotone chain. */
export function around(one: Shape, other: Shape): Shape {
  const points = [...one, ...other].toSorted(([a, b], [c, d]) => a - c || b - d);
  const half = (row: Shape) => {
    const kept: [number, number][] = [];
    for (const [x, y] of row) {
      for (let last = kept.at(-1), before = kept.at(-2); last && before;) {
        const turn =
          (last[0] - before[0]) * (y - before[1]) - (last[1] - before[1]) * (x - before[0]);
        if (turn > 0) break;
        kept.pop();
        [last, before] = [kept.at(-1), kept.at(-2)];
      }
      kept.push([x, y]);
    }
    return kept.slice(0, -1);
  };
  return [...half(points), ...half(points.toReversed())];
}

/** A convex shape as triangles in clip coordinates, all of which share its first corner. */
export function trianglesOf(
  shape: Shape,
  { grid: { cell }, size, flip }: SurfacePlace,
): number[][] {
  const sign = flip ? -1 : 1;
  const corners = shape.map(([x, y]) => [
    (2 * x) / cell.width / size.width - 1,
    sign * ((2 * y) / cell.height / size.height - 1),
  ]);
  const [first = []] = corners;
  return corners.slice(2).flatMap((corner, n) => [first, corners[n + 1] ?? [], corner]);
}
