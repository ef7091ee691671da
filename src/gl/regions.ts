import type { Layout } from '../film/frame/layout.ts';
import type { Rect, Size } from '../core/size.ts';

/**
 * The regions of a framebuffer that are drawn by different programs, in whole texels of it. What lies in
 * none of them but `whole` is the same in every frame.
 */
export interface Regions {
  readonly whole: readonly Rect[];
  /** Only the image. */
  readonly image: readonly Rect[];
  /** Texels that hold pixels of the image and others. */
  readonly border: readonly Rect[];
  /** The rows of the title. */
  readonly title: readonly Rect[];
}

/** How a framebuffer holds the canvas. */
export interface Grid {
  /** Pixels of the canvas in one texel. */
  readonly cell: Size;
  /** What it holds: the canvas, or more where the film is larger, px. */
  readonly extent: Size;
}

/** @param titleRows the rows of the title on the canvas, px */
export function divide(
  { canvas, box }: Pick<Layout, 'canvas' | 'box'>,
  titleRows: { readonly top: number; readonly height: number } | undefined,
  grid: Grid,
): Regions {
  const whole = { x: 0, y: 0, ...canvas };
  const outer = touchedBy(box, canvas, grid);
  const inner = within(box, grid);
  return {
    whole: [touchedBy(whole, canvas, grid)],
    image: inner === undefined ? [] : [inner],
    border: around(outer, inner),
    title: titleRows
      ? [touchedBy({ ...whole, y: titleRows.top, height: titleRows.height }, canvas, grid)]
      : [],
  };
}

/** True where the image covers all: then no program but its own is needed. */
export function areOnlyImage({ whole, image, border }: Regions): boolean {
  return border.length === 0 && areaOf(whole) === areaOf(image);
}

export function areaOf(rects: readonly Rect[]): number {
  return rects.reduce((sum, { width, height }) => sum + width * height, 0);
}

/** The texels that a rectangle of the canvas touches; its last pixels go on to the end of the film. */
function touchedBy(rect: Rect, canvas: Size, { cell, extent }: Grid): Rect {
  const right = rect.x + rect.width;
  const bottom = Math.min(rect.y + rect.height, canvas.height);
  const x = Math.floor(rect.x / cell.width);
  const y = Math.floor(rect.y / cell.height);
  const end = {
    x: Math.ceil((right === canvas.width ? extent.width : right) / cell.width),
    y: Math.ceil((bottom === canvas.height ? extent.height : bottom) / cell.height),
  };
  return { x, y, width: end.x - x, height: end.y - y };
}

/** The texels that lie in a rectangle wholly, if there are any. */
function within(rect: Rect, { cell }: Grid): Rect | undefined {
  const x = Math.ceil(rect.x / cell.width);
  const y = Math.ceil(rect.y / cell.height);
  const width = Math.floor((rect.x + rect.width) / cell.width) - x;
  const height = Math.floor((rect.y + rect.height) / cell.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** What an outer rectangle has around an inner one: above, below, left and right of it. */
function around(outer: Rect, inner: Rect | undefined): Rect[] {
  if (inner === undefined) return [outer];
  const innerBottom = inner.y + inner.height;
  const innerRight = inner.x + inner.width;
  const sides: Rect[] = [
    { ...outer, height: inner.y - outer.y },
    { ...outer, y: innerBottom, height: outer.y + outer.height - innerBottom },
    { x: outer.x, y: inner.y, width: inner.x - outer.x, height: inner.height },
    {
      x: innerRight,
      y: inner.y,
      width: outer.x + outer.width - innerRight,
      height: inner.height,
    },
  ];
  return sides.filter(({ width, height }) => width > 0 && height > 0);
}

/**
 * Two triangles a rectangle, in clip coordinates. Framebuffers keep the first row in row 0; the screen
 * begins at the bottom, so there everything is flipped.
 */
export function triangles(rects: readonly Rect[], target: Size, flip: boolean): number[][] {
  const sign = flip ? -1 : 1;
  return rects.flatMap(({ x, y, width, height }) => {
    const left = (2 * x) / target.width - 1;
    const right = (2 * (x + width)) / target.width - 1;
    const first = sign * ((2 * y) / target.height - 1);
    const last = sign * ((2 * (y + height)) / target.height - 1);
    return [
      [left, first],
      [right, first],
      [left, last],
      [left, last],
      [right, first],
      [right, last],
    ];
  });
}
