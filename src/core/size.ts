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

/** How many pixels a picture has along an axis. */
export function extent(size: Size, axis: Axis): number {
  return axis === 'x' ? size.width : size.height;
}
