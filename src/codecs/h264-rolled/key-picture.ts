import { contentOf, countOwn, firstOf, type Geometry, hasCopies } from './geometry.ts';
import type { Kernel } from './kernel.ts';
import { KIND, type Picture } from './picture.ts';
import { chromaQp, type Quantiser, writeQuantiser } from './quantiser.ts';
import type { Slice } from './slice.ts';

/** What it costs to say a block's mode: one bit for the one that is expected, else four. */
const EXPECTED_MODE_BITS = 1;
const OTHER_MODE_BITS = 4;
/** Differing by less than so many bits, nothing better is looked for: it would save next to nothing. */
const FLAT_BLOCK = 16;
const FLAT_MACROBLOCK = 48;

/**
 * Codes a picture without any other, macroblock by macroblock, and writes it: slice_data( ) (7.3.4).
 *
 * @param picture its `source` is coded, the rest overwritten
 */
export function codeKeyPicture(
  picture: Picture,
  geometry: Geometry,
  quantiser: Quantiser,
  slice: Slice,
): void {
  const { kernel, columns, rows } = picture;
  setQuantiser(kernel, quantiser);
  setRecurring(kernel, geometry);
  const [ownColumns, ownRows] = [countOwn(geometry.x), countOwn(geometry.y)];
  for (let row = 0; row < rows; row++) {
    const own = row < ownRows ? ownColumns : 0;
    kernel.beginRow();
    if (own > 0) kernel.codeMacroblocks(row, 0, own);
    for (let column = own; column < columns; column++) {
      if (contentOf(geometry, column, row) === 'copy')
        copyMacroblock(geometry, kernel, column, row);
      else storeMacroblock(geometry, picture, column, row);
      kernel.writeMacroblock(row * columns + column, column);
    }
    slice.endRow();
  }
}

function setQuantiser(kernel: Kernel, { qp, rounding }: Quantiser): void {
  const { at, memory } = kernel;
  writeQuantiser(memory.buffer, at.lumaQuantiser, { qp, rounding });
  writeQuantiser(memory.buffer, at.chromaQuantiser, { qp: chromaQp(qp), rounding });
  const cost = (bits: number) => Math.round(bits * bitWeight(qp));
  kernel.setCosts(
    cost(EXPECTED_MODE_BITS),
    cost(OTHER_MODE_BITS),
    cost(FLAT_BLOCK),
    cost(FLAT_MACROBLOCK),
  );
}

/** What SATD a bit is worth: twice the root of 0.85 · 2^((QP - 12) / 3), as is usual. */
function bitWeight(qp: number): number {
  return 2 * Math.sqrt(0.85 * 2 ** ((qp - 12) / 3));
}

/** Macroblocks that come again where all their neighbours are there (`contentOf`) must look the same. */
function setRecurring(kernel: Kernel, { x, y, columns }: Geometry): void {
  const last = hasCopies(x) ? firstOf(x, columns - 1) : -1;
  kernel.setRecurring(Number(hasCopies(x)), Number(hasCopies(y)), last);
}

/** Says the same words as where the samples stand first; they mean the same there. */
function copyMacroblock(
  { x, y, columns }: Geometry,
  kernel: Kernel,
  column: number,
  row: number,
): void {
  kernel.copyMacroblock(firstOf(y, row) * columns + firstOf(x, column), row * columns + column);
}

/** Stores samples: those of the image as they are, those behind it as they are decoded where they stand first. */
function storeMacroblock({ x, y }: Geometry, picture: Picture, column: number, row: number): void {
  const { source, decoded, columns } = picture;
  const store = (from: Uint8Array, to: Uint8Array, size: 8 | 16) => {
    const stride = columns * size;
    const [width, height] = [(x.length * size) / 16, (y.length * size) / 16];
    for (let v = row * size; v < (row + 1) * size; v++) {
      for (let u = column * size; u < (column + 1) * size; u++) {
        const firstU = x.repeated > 0 && u >= width ? u - width : u;
        const firstV = y.repeated > 0 && v >= height ? v - height : v;
        const first = firstU === u && firstV === v ? from : to;
        to[v * stride + u] = first[firstV * stride + firstU] ?? 0;
      }
    }
  };
  store(source.luma, decoded.luma, 16);
  source.chroma.forEach((plane, p) => store(plane, decoded.chroma[p] ?? plane, 8));
  picture.kinds[row * columns + column] = KIND.raw;
}
