import { concatenate } from '../../core/streams/concatenate.ts';
import type { Size } from '../../core/size.ts';
import type { Palette } from './palette.ts';
import { packLzw } from './lzw.ts';

// GIF89a, 20, 21, 22 and 23.
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const IMAGE = 0x2c;
const HAS_HOLES = 1;
/** It is taken away before the next one comes. */
const RESTORED = 2 << 2;
const HAS_PALETTE = 0x80;

/**
 * A frame of a GIF: a graphic control extension, whose delay the container fills in, an image descriptor, the palette if
 * it has one of its own, and its pixels.
 *
 * @param places of its pixels' colours in the palette
 * @param hole the place of pixels that aren't there; left out: all are
 */
export function imageOf(
  places: Uint8Array,
  { width, height }: Size,
  palette: Palette | undefined,
  hole: number | undefined,
): Uint8Array<ArrayBuffer> {
  const bits = palette === undefined ? 0 : Math.max(1, Math.ceil(Math.log2(palette.length)));
  const table = new Uint8Array(palette === undefined ? 0 : 3 << bits);
  table.set(palette?.flat() ?? []);
  const control = hole === undefined ? 0 : HAS_HOLES | RESTORED;
  const head = [EXTENSION, GRAPHIC_CONTROL, 4, control, 0, 0, hole ?? 0, 0];
  const own = palette === undefined ? 0 : HAS_PALETTE | (bits - 1);
  head.push(IMAGE, 0, 0, 0, 0, ...word(width), ...word(height), own);
  return concatenate([Uint8Array.from(head), table, packLzw(places)]);
}

function word(value: number): [number, number] {
  return [value & 255, value >> 8];
}
