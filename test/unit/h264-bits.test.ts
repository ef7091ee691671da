import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitWriter } from '../../src/codecs/h264-rolled/bits.ts';
import { lengthPrefixed, NAL_UNIT, nalUnit } from '../../src/codecs/h264-rolled/nal-unit.ts';
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

  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(u, ue, se), { maxLength: 300 }), (items) => {
        const writer = new BitWriter(1);
        for (const { kind, bits, value } of items) {
          writer.reserve(8);
          if (kind === 'u') writer.u(bits, value);
          else if (kind === 'ue') writer.ue(value);
          else writer.se(value);
        }
        writer.trail();
        const reader = createReader(writer.finish());
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
