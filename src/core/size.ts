/** Width and height, whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in whole pixels; x and y are its left top corner, y grows downwards. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/** Pixels counted along the two axes of a picture. */
export type Axis = 'x' | 'y';

/** `640x480`, as people write it and as the command line reads it. */
export function formatSize({ width, height }: Size): string {
  return `${width}x${height}`;
}

export function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

/** How large it is, without where it lies. */
export function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

/** As many pixels as cover it where each stands for `by` along both sides. */
export function shrunk(size: Size, by: number): Size {
  // What plays leaves nothing to be collected.
  if (by === 1) return size;
  return { width: Math.ceil(size.width / by), height: Math.ceil(size.height / by) };
}

/** How many pixels a picture has along an axis. */
export function extent(size: Size, axis: Axis): number {
  return axis === 'x' ? size.width : size.height;
}

/** The other axis. */
export function crossAxis(axis: Axis): Axis {
  return axis === 'x' ? 'y' : 'x';
}

/** Where a rectangle begins along an axis. */
export function startOf(rect: Rect, axis: Axis): number {
  return axis === 'x' ? rect.x : rect.y;
}

/** The size that has so many pixels along an axis, and so many across it. */
export function sizeAlong(axis: Axis, along: number, across: number): Size {
  return axis === 'x' ? { width: along, height: across } : { width: across, height: along };
}

/** The rectangle that begins at these places along an axis and across it. */
export function rectAlong(axis: Axis, size: Size, along: number, across: number): Rect {
  return axis === 'x' ? { ...size, x: along, y: across } : { ...size, x: across, y: along };
}

/** How many bytes items are apart that follow one another along an axis, or across it. */
export interface Strides {
  readonly along: number;
  readonly across: number;
}

/**
 * @param stride bytes from row to row
 * @param column bytes from column to column
 */
export function stridesAlong(axis: Axis, stride: number, column: number): Strides {
  return axis === 'x' ? { along: column, across: stride } : { along: stride, across: column };
}
