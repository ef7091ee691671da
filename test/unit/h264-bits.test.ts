import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitWriter } from '../../src/codecs/h264-stream/bits.ts';
import { lengthPrefixed, NAL_UNIT, nalUnit } from '../../src/codecs/h264-stream/nal-unit.ts';
import { createKernel } from '../../src/codecs/h264-rolled/kernel.ts';
import { type HeaderBits, Slice } from '../../src/codecs/h264-rolled/slice.ts';
import { createReader } from '../bit-reader.ts';

fc.configureGlobal({ seed: 20261127 });

describe('bits', () => {
  const u = fc.integer({ min: 0, max: 31 }).chain((bits) =>
    fc.record({
      kind: fc.constant('u'),
      bits: fc.constant(bits),
      value: fc.integer({ min: 0, max: 2 ** bits - 1 }),
    }),
  );
  const ue = fc.record({
    kind: fc.constant('ue'),
    bits: fc.constant(0),
    value: fc.oneof(fc.nat(20), fc.nat(2 ** 31 - 2)),
  });
  const se = fc.record({
    kind: fc.constant('se'),
    bits: fc.constant(0),
    value: fc.oneof(
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: -(2 ** 30) + 1, max: 2 ** 30 - 1 }),
    ),
  });

  interface Item {
    readonly kind: string;
    readonly bits: number;
    readonly value: number;
  }
  const write = (writer: HeaderBits, { kind, bits, value }: Item) => {
    if (kind === 'u') writer.u(bits, value);
    else if (kind === 'ue') writer.ue(value);
    else writer.se(value);
  };
  const writers = {
    'in memory that grows': (items: readonly Item[]) => {
      const writer = new BitWriter(1);
      for (const item of items) {
        writer.reserve(8);
        write(writer, item);
      }
      writer.trail();
      return writer.finish();
    },
    'by the kernel': (items: readonly Item[]) => {
      const slice = new Slice(createKernel(1, 1));
      items.forEach((item, n) => {
        write(slice, item);
        if (n % 5 === 0) slice.endRow();
      });
      return slice.finish();
    },
  };

  it.each(Object.entries(writers))('are read as they were written, %s', (_, written) => {
    // The kernel writes no more than 32 bits at once.
    const most = written === writers['by the kernel'] ? 2 ** 16 - 2 : 2 ** 31 - 2;
    const item = fc
      .oneof(u, ue, se)
      .filter(
        ({ kind, value }) => kind === 'u' || (kind === 'se' ? 2 : 1) * Math.abs(value) <= most,
      );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 300 }), (items) => {
        const reader = createReader(written(items));
        const read = items.map(({ kind, bits }) =>
          kind === 'u' ? reader.u(bits) : kind === 'ue' ? reader.ue() : reader.se(),
        );
        expect(read).toEqual(items.map(({ value }) => value));
        expect(reader.u(1)).toBe(1);
        expect(reader.left()).toBeLessThan(8);
        expect(reader.u(reader.left())).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a NAL unit', () => {
  const bytes = fc
    .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.nat(255)), {
      maxLength: 200,
    })
    .map((values) => Uint8Array.from([...values, 0x80]));

  it('has no start code in it, and gives back what it holds', () => {
    fc.assert(
      fc.property(bytes, (rbsp) => {
        const unit = nalUnit(3, NAL_UNIT.idrSlice, rbsp);
        expect(unit[0]).toBe(0x65);
        const held: number[] = [];
        for (let n = 1, zeros = 0; n < unit.length; n++) {
          const byte = unit[n] ?? 0;
          if (zeros >= 2) expect(byte).toBeGreaterThan(2);
          if (zeros >= 2 && byte === 3) zeros = 0;
          else {
            held.push(byte);
            zeros = byte === 0 ? zeros + 1 : 0;
          }
        }
        expect(Uint8Array.from(held)).toEqual(rbsp);
      }),
      { numRuns: 500 },
    );
  });

  it('comes after its length', () => {
    expect(lengthPrefixed(Uint8Array.of(7, 8, 9))).toEqual(Uint8Array.of(0, 0, 0, 3, 7, 8, 9));
  });
});
