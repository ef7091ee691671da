import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COEFF_TOKEN,
  RUN_BEFORE,
  TOTAL_ZEROS,
  TOTAL_ZEROS_CHROMA_DC,
} from '../../src/codecs/h264-rolled/cavlc-tables.ts';
import { createKernel } from '../../src/codecs/h264-rolled/kernel.ts';
import { Slice } from '../../src/codecs/h264-rolled/slice.ts';
import { createReader } from '../bit-reader.ts';

fc.configureGlobal({ seed: 20261128 });

/** nC of the chroma DC levels, which have a table of their own (9.2.1). */
const CHROMA_DC = -1;
/** A table of coeff_token in the kernel's memory, bytes. */
const TOKENS = 17 * 4 * 4;

type Reader = ReturnType<typeof createReader>;

/** A block of levels, and what stands around it. */
interface Block {
  readonly levels: readonly number[];
  readonly nC: number;
}

/** Reads bit after bit until they are one of the codes. */
function readCode(reader: Reader, codes: readonly string[]): number {
  for (let read = ''; read.length <= 16;) {
    read += reader.u(1);
    const found = codes.indexOf(read);
    if (found >= 0) return found;
  }
  throw new Error('no code of the table');
}

/** coeff_token (9.2.1) */
function readToken(reader: Reader, nC: number): { total: number; ones: number } {
  if (nC >= 8) {
    const code = reader.u(6);
    return code === 3 ? { total: 0, ones: 0 } : { total: (code >> 2) + 1, ones: code & 3 };
  }
  const table = COEFF_TOKEN[nC === CHROMA_DC ? 3 : nC < 2 ? 0 : nC < 4 ? 1 : 2] ?? [];
  const tokens = table.flatMap((row, total) =>
    row.split(' ').map((code, ones) => ({ code, total, ones })),
  );
  const found =
    tokens[
      readCode(
        reader,
        tokens.map(({ code }) => code),
      )
    ];
  if (found === undefined) throw new Error('no token');
  return found;
}

/** The levels that are not 0, the last one first (9.2.2). */
function readLevels(reader: Reader, total: number, ones: number): number[] {
  let suffixLength = total > 10 && ones < 3 ? 1 : 0;
  return Array.from({ length: total }, (_, n) => {
    if (n < ones) return 1 - 2 * reader.u(1);
    const prefix = reader.zeros();
    const size = prefix === 14 && suffixLength === 0 ? 4 : prefix >= 15 ? prefix - 3 : suffixLength;
    let code = Math.min(15, prefix) * 2 ** suffixLength + reader.u(size);
    if (prefix >= 15 && suffixLength === 0) code += 15;
    if (n === ones && ones < 3) code += 2;
    const level = code % 2 === 0 ? (code + 2) / 2 : (-code - 1) / 2;
    suffixLength = Math.max(1, suffixLength);
    if (Math.abs(level) > 3 * 2 ** (suffixLength - 1) && suffixLength < 6) suffixLength++;
    return level;
  });
}

/** residual_block_cavlc( ), as clause 9.2 reads it. */
function readBlock(reader: Reader, size: number, nC: number): number[] {
  const { total, ones } = readToken(reader, nC);
  const levels = Array.from({ length: size }, () => 0);
  const values = readLevels(reader, total, ones);
  const totalZeros = size === 4 ? TOTAL_ZEROS_CHROMA_DC : TOTAL_ZEROS;
  let zerosLeft =
    total === 0 || total === size ? 0 : readCode(reader, (totalZeros[total - 1] ?? '').split(' '));
  let place = total + zerosLeft - 1;
  values.forEach((level, n) => {
    levels[place] = level;
    if (n === total - 1) return;
    const run =
      zerosLeft > 0
        ? readCode(reader, (RUN_BEFORE[Math.min(7, zerosLeft) - 1] ?? '').split(' '))
        : 0;
    zerosLeft -= run;
    place -= 1 + run;
  });
  return levels;
}

function tableOf(nC: number): number {
  if (nC === CHROMA_DC) return 3;
  return nC < 2 ? 0 : nC < 4 ? 1 : nC < 8 ? 2 : 4;
}

describe('levels of blocks', () => {
  const level = fc.oneof(
    { arbitrary: fc.constant(0), weight: 4 },
    { arbitrary: fc.constantFrom(1, -1), weight: 3 },
    { arbitrary: fc.integer({ min: -40, max: 40 }), weight: 2 },
    // What level_prefix 15 can say.
    { arbitrary: fc.integer({ min: -2063, max: 2063 }), weight: 1 },
  );
  const block = (size: number, nC: fc.Arbitrary<number>) =>
    fc.record({ levels: fc.array(level, { minLength: size, maxLength: size }), nC });
  const blocks: fc.Arbitrary<Block> = fc.oneof(
    block(16, fc.nat(16)),
    block(15, fc.nat(16)),
    block(4, fc.constant(CHROMA_DC)),
  );

  it('are read as they were written, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(blocks, { minLength: 1, maxLength: 12 }), (all) => {
        const kernel = createKernel(1, 1);
        const { at, memory } = kernel;
        const slice = new Slice(kernel);
        for (const { levels, nC } of all) {
          // What stands behind a block is none of its own.
          new Int16Array(memory.buffer, at.sourceLuma, 17).fill(7).set(levels);
          const tokens = at.tokens + TOKENS * tableOf(nC);
          const total = levels.filter((each) => each !== 0).length;
          expect(kernel.writeBlock(at.sourceLuma, levels.length, tokens)).toBe(total);
        }
        const reader = createReader(slice.finish());
        const read = all.map(({ levels, nC }) => readBlock(reader, levels.length, nC));
        expect(read).toEqual(all.map(({ levels }) => levels));
        expect(reader.u(1)).toBe(1);
        expect(reader.left()).toBeLessThan(8);
      }),
      { numRuns: 150 },
    );
  });
});
