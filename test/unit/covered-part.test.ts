import { mat3 } from 'gl-matrix';
import { describe, expect, it } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import {
  around,
  coveredBy,
  coversPart,
  type Shape,
  trianglesOf,
} from '../../src/gl/covered-part.ts';

const TEXTURE = { width: 60, height: 40 };
/** Of the canvas, around its middle, by so many degrees. */
function turned(degrees: number, scale = 1): mat3 {
  const matrix = mat3.fromTranslation(mat3.create(), [30, 20]);
  mat3.rotate(matrix, matrix, (degrees * Math.PI) / 180);
  mat3.scale(matrix, matrix, [scale, scale]);
  return mat3.translate(matrix, matrix, [-30, -20]);
}

function contains(shape: Shape, x: number, y: number): boolean {
  const sides = shape.map(([left, top], n) => {
    const [right = NaN, bottom = NaN] = shape[(n + 1) % shape.length] ?? [];
    return (right - left) * (y - top) - (bottom - top) * (x - left);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

describe('what an image covers of a frame', () => {
  it.each([0, 17, 90, 200])('holds every pixel that shows it, turned by %d°', (degrees) => {
    for (const scale of [0.2, 1, 7]) {
      const toTexel = turned(degrees, scale);
      const shape = coveredBy(toTexel, TEXTURE) ?? [];
      expect(shape).toHaveLength(4);
      for (let y = 0.5; y < 40; y++)
        for (let x = 0.5; x < 60; x++) {
          const left = toTexel[0] * x + toTexel[3] * y + toTexel[6];
          const top = toTexel[1] * x + toTexel[4] * y + toTexel[7];
          const shows = left > -scale && left < 60 + scale && top > -scale && top < 40 + scale;
          if (shows) expect(contains(shape, x, y), `${x}, ${y}`).toBe(true);
        }
    }
  });

  it('is no shape where it is nowhere, or further away than anything should be', () => {
    expect(coveredBy(mat3.fromScaling(mat3.create(), [0, 0]), TEXTURE)).toBeUndefined();
    expect(coveredBy(mat3.fromScaling(mat3.create(), [1e-9, 1]), TEXTURE)).toBeUndefined();
  });

  it('is one part of a frame where one image stands on what is the same all over', () => {
    const part = (spec: SpecInput) => coversPart(planRender(parseSpec(spec), TEXTURE));
    expect(part({ motions: [{ kind: 'rotate' }] })).toBe(true);
    expect(part({ motions: [{ kind: 'rotate', edges: 'repeat' }] })).toBe(false);
    expect(part({ motions: [{ kind: 'tilt', edges: 'background' }] })).toBe(false);
    expect(part({ motions: [{ kind: 'rotate' }], effects: [{ name: 'vignette' }] })).toBe(false);
    expect(part({ motions: [{ kind: 'rotate' }], samples: 2 })).toBe(false);
  });
});

describe('what has to be drawn again', () => {
  const square = (x: number): Shape => [
    [x, 0],
    [x + 8, 0],
    [x + 8, 8],
    [x, 8],
  ];
  const place = {
    regions: { whole: [], image: [], border: [], title: [] },
    grid: { cell: { width: 4, height: 2 }, extent: { width: 64, height: 32 } },
    size: { width: 16, height: 16 },
    flip: false,
  };

  it('is around what the image covers and what it covered before, in triangles without gaps', () => {
    const hull = around(square(0), square(20));
    expect(hull).toHaveLength(4);
    const triangles = trianglesOf(hull, place);
    expect(triangles).toHaveLength(6);
    let area = 0;
    for (let n = 0; n < triangles.length; n += 3) {
      const [[ax = NaN, ay = NaN] = [], [bx = NaN, by = NaN] = [], [cx = NaN, cy = NaN] = []] =
        triangles.slice(n, n + 3);
      area += Math.abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / 2;
    }
    // 28×8 px of 64×32, which are 2×2 in clip coordinates.
    expect(area).toBeCloseTo((4 * 28 * 8) / (64 * 32), 6);
  });
});
