import { BlockMap } from './block-map.ts';
import { contentOf, firstOf, type Geometry } from './geometry.ts';
import { codeChroma } from './intra-chroma.ts';
import { MODE_4X4 } from './intra-4x4.ts';
import { codeLuma } from './intra-luma.ts';
import {
  BLOCK_X,
  BLOCK_Y,
  type CodedPicture,
  KIND,
  LEVELS,
  type Planes,
  TOTALS,
} from './picture.ts';
import { type Place, placeIn } from './place.ts';
import { chromaQp, createQuantiser } from './transform.ts';

/**
 * Codes a picture without any other, macroblock by macroblock.
 *
 * @param picture is overwritten
 */
export function codeKeyPicture(source: Planes, geometry: Geometry, picture: CodedPicture): void {
  const { qp, columns, rows } = picture;
  const luma = createQuantiser(qp);
  const chroma = createQuantiser(chromaQp(qp));
  const weight = bitWeight(qp);
  const modes = new BlockMap(4 * columns, 4 * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = placeIn(geometry, column, row);
      const content = contentOf(geometry, column, row);
      if (content === 'own') {
        codeLuma(source.luma, picture, modes, place, luma, weight);
        codeChroma(source.chroma, picture, place, chroma);
      } else if (content === 'copy') copyMacroblock(geometry, picture, modes, place);
      else storeMacroblock(source, geometry, picture, modes, place);
    }
  }
}

/** What SATD a bit is worth: twice the root of 0.85 · 2^((QP - 12) / 3), as is usual. */
function bitWeight(qp: number): number {
  return 2 * Math.sqrt(0.85 * 2 ** ((qp - 12) / 3));
}

/** Says the same words as where the samples stand first; they mean the same there (`Place`). */
function copyMacroblock(
  geometry: Geometry,
  picture: CodedPicture,
  modes: BlockMap,
  { n, column, row }: Place,
): void {
  const [fromColumn, fromRow] = [firstOf(geometry.x, column), firstOf(geometry.y, row)];
  const from = fromRow * picture.columns + fromColumn;
  picture.kinds[n] = picture.kinds[from] ?? 0;
  picture.chromaModes[n] = picture.chromaModes[from] ?? 0;
  picture.patterns[n] = picture.patterns[from] ?? 0;
  copyWithin(picture.modes, 16, from, n);
  copyWithin(picture.levels, LEVELS, from, n);
  copyWithin(picture.totals, TOTALS, from, n);
  for (let block = 0; block < 16; block++) {
    const [x, y] = [BLOCK_X[block] ?? 0, BLOCK_Y[block] ?? 0];
    const mode = modes.get(4 * fromColumn + x, 4 * fromRow + y);
    modes.set(4 * column + x, 4 * row + y, mode);
  }
  copySamples(picture.decoded, fromColumn, fromRow, column, row);
}

function copyWithin(array: Uint8Array | Int16Array, each: number, from: number, to: number): void {
  array.copyWithin(to * each, from * each, (from + 1) * each);
}

function copySamples(
  { luma, chroma, columns }: Planes,
  fromColumn: number,
  fromRow: number,
  column: number,
  row: number,
): void {
  const copy = (plane: Uint8Array, size: number) => {
    const stride = columns * size;
    for (let y = 0; y < size; y++) {
      const from = (fromRow * size + y) * stride + fromColumn * size;
      plane.copyWithin((row * size + y) * stride + column * size, from, from + size);
    }
  };
  copy(luma, 16);
  for (const plane of chroma) copy(plane, 8);
}

/** Stores samples: those of the image as they are, those behind it as they are decoded where they stand first. */
function storeMacroblock(
  source: Planes,
  { x, y }: Geometry,
  picture: CodedPicture,
  modes: BlockMap,
  { n, column, row }: Place,
): void {
  const { decoded, columns } = picture;
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
  picture.kinds[n] = KIND.raw;
  modes.fill(4 * column, 4 * row, 4, MODE_4X4.dc);
}
