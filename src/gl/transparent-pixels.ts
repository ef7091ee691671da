import type { Rect } from '../core/size.ts';

/** Rows that are looked at together: whoever finds something in the first ones is spared the rest. */
const ROWS = 64;

/** Of a picture that is shown, films are planned again and again. */
const known = new WeakMap<ImageBitmap, Map<string, boolean>>();

/** Whether any pixel of a part of a picture is less than opaque. */
export function hasTransparentPixels(picture: ImageBitmap, part: Rect): boolean {
  const found = known.get(picture) ?? new Map<string, boolean>();
  known.set(picture, found);
  const key = JSON.stringify(part);
  const before = found.get(key);
  if (before !== undefined) return before;
  const now = looksThrough(picture, part);
  found.set(key, now);
  return now;
}

function looksThrough(picture: ImageBitmap, { x, y, width, height }: Rect): boolean {
  const canvas = new OffscreenCanvas(width, Math.min(height, ROWS));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas to look at a picture');
  // Rows take the place of those before.
  context.globalCompositeOperation = 'copy';
  for (let row = 0; row < height; row += ROWS) {
    const rows = Math.min(ROWS, height - row);
    context.drawImage(picture, x, y + row, width, rows, 0, 0, width, rows);
    if (!areOpaque(context.getImageData(0, 0, width, rows).data)) return true;
  }
  return false;
}

function areOpaque(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}
