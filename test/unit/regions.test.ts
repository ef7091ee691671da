import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../src/film/frame/layout.ts';
import type { Rect } from '../../src/core/size.ts';
import { divide, type Grid, triangles } from '../../src/gl/regions.ts';

fc.configureGlobal({ seed: 20261122 });

const title = {
  centre: 0,
  baseline: 0,
  fontSize: 0,
  lines: 1,
  top: 0,
  height: 0,
  style: 'plain',
} as const;

/** A canvas of up to 60 px, with an image anywhere on it, in a film that may be a pixel larger. */
const scene = fc
  .record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) })
  .chain((canvas) =>
    fc.record({
      canvas: fc.constant(canvas),
      x: fc.integer({ min: 0, max: canvas.width - 1 }),
      y: fc.integer({ min: 0, max: canvas.height - 1 }),
      right: fc.nat(),
      bottom: fc.nat(),
      cell: fc.constantFrom(
        { width: 4, height: 1 },
        { width: 4, height: 2 },
        { width: 1, height: 1 },
      ),
      more: fc.boolean(),
    }),
  )
  .map(
    ({
      canvas,
      x,
      y,
      right,
      bottom,
      cell,
      more,
    }): { layout: Pick<Layout, 'canvas' | 'box'>; grid: Grid } => ({
      layout: {
        canvas,
        box: {
          x,
          y,
          width: 1 + (right % (canvas.width - x)),
          height: 1 + (bottom % (canvas.height - y)),
        },
      },
      grid: {
        cell,
        extent: {
          width: canvas.width + (more ? canvas.width % 2 : 0),
          height: canvas.height + (more ? canvas.height % 2 : 0),
        },
      },
    }),
  );

function holds({ x, y, width, height }: Rect, column: number, row: number): boolean {
  return column >= x && column < x + width && row >= y && row < y + height;
}

describe('the regions of a plane', () => {
  it('hold each texel that shows the image once, and those of the image alone show nothing else', () => {
    fc.assert(
      fc.property(scene, ({ layout, grid }) => {
        const { canvas, box } = layout;
        const { cell, extent } = grid;
        const { image, border, whole } = divide(layout, undefined, grid);
        const columns = Math.ceil(extent.width / cell.width);
        const rows = Math.ceil(extent.height / cell.height);
        expect(whole).toEqual([{ x: 0, y: 0, width: columns, height: rows }]);
        // `expect` for each texel takes longer than all else here.
        const wrong: string[] = [];
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const within = (part: readonly Rect[]) =>
              part.filter((rect) => holds(rect, column, row)).length;
            const shown = pixelsOf(column, row, cell).map(([x, y]) =>
              holds(box, Math.min(x, canvas.width - 1), Math.min(y, canvas.height - 1)),
            );
            const inFilm = pixelsOf(column, row, cell).some(
              ([x, y], i) => shown[i] && x < extent.width && y < extent.height,
            );
            const place = `${column}, ${row}`;
            const times = within(image) + within(border);
            if (within(image) > 0 && !shown.every(Boolean)) wrong.push(`${place} shows more`);
            if (times > 1 || (inFilm && times < 1)) wrong.push(`${place} is there ${times} times`);
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('give the title its rows, in texels', () => {
    const layout = {
      canvas: { width: 10, height: 20 },
      box: { x: 2, y: 8, width: 4, height: 4 },
      title,
    };
    const grid = { cell: { width: 4, height: 2 }, extent: layout.canvas };
    expect(divide(layout, { top: 2, height: 6 }, grid).title).toEqual([
      { x: 0, y: 1, width: 3, height: 3 },
    ]);
  });

  it('become two triangles each, upside down on the screen', () => {
    const rect = { x: 0, y: 0, width: 5, height: 5 };
    const target = { width: 10, height: 10 };
    const ys = (flip: boolean) => triangles([rect], target, flip).map(([, y]) => y);
    expect(triangles([rect], target, false)).toHaveLength(6);
    expect(ys(false)).toEqual([-1, -1, 0, 0, -1, 0]);
    expect(ys(true)).toEqual([1, 1, -0, -0, 1, -0]);
  });
});

function pixelsOf(column: number, row: number, cell: { width: number; height: number }) {
  const pixels: [number, number][] = [];
  for (let y = 0; y < cell.height; y++) {
    for (let x = 0; x < cell.width; x++)
      pixels.push([column * cell.width + x, row * cell.height + y]);
  }
  return pixels;
}
