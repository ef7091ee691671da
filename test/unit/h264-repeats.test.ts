import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../src/core/chunk.ts';
import { BitWriter } from '../../src/codecs/h264-stream/bits.ts';
import { lengthPrefixed, NAL_UNIT, nalUnit } from '../../src/codecs/h264-stream/nal-unit.ts';
import { rbspOf, typeOf, unitsOf } from '../../src/codecs/h264-stream/nal-units.ts';
import { insertRepeats, whyNoRepeats } from '../../src/codecs/h264-stream/repeats.ts';
import { createReader } from '../bit-reader.ts';

fc.configureGlobal({ seed: 20261129 });

/** What an encoder's stream says of itself. */
interface Told {
  readonly frameNumBits: number;
  readonly pocLsbBits: number;
  readonly references: number;
  readonly orderType?: number;
  readonly isCabac?: boolean;
}

const COLUMNS = 12;
const ROWS = 7;
const PLAIN: Told = { frameNumBits: 4, pocLsbBits: 4, references: 1 };

/** An AVCDecoderConfigurationRecord, of parameter sets as far as they are read. */
function recordOf({ frameNumBits, pocLsbBits, references, orderType = 0, isCabac }: Told) {
  const sps = new BitWriter();
  sps.u(24, 0x42_c0_1e);
  sps.ue(0);
  sps.ue(frameNumBits - 4);
  sps.ue(orderType);
  if (orderType === 0) sps.ue(pocLsbBits - 4);
  sps.ue(references);
  sps.u(1, 0);
  sps.ue(COLUMNS - 1);
  sps.ue(ROWS - 1);
  sps.u(1, 1); // frame_mbs_only_flag
  sps.u(1, 1);
  sps.u(2, 0); // no cropping, no VUI
  sps.trail();
  const pps = new BitWriter();
  pps.ue(0);
  pps.ue(0);
  pps.u(1, isCabac ? 1 : 0);
  pps.u(1, 0);
  pps.ue(0);
  pps.ue(references - 1);
  pps.ue(0);
  pps.u(3, 0);
  pps.se(0);
  pps.se(0);
  pps.se(0);
  pps.u(1, 1); // deblocking_filter_control_present_flag
  pps.u(2, 0);
  pps.trail();
  const units = [
    nalUnit(3, NAL_UNIT.sequence, sps.finish()),
    nalUnit(3, NAL_UNIT.picture, pps.finish()),
  ];
  const list = units.flatMap((unit) => [1, unit.length >> 8, unit.length & 255, ...unit]);
  return Uint8Array.from([1, 66, 192, 30, 255, ...list]);
}

/** A slice as an encoder writes it: the header as far as its picture order count, then anything. */
function sliceOf(told: Told, n: number, first: number, rest: Uint8Array): Uint8Array {
  const isIdr = n === 0;
  const bits = new BitWriter(1000);
  bits.ue(first);
  bits.ue(isIdr ? 7 : 5);
  bits.ue(0);
  bits.u(told.frameNumBits, n % 2 ** told.frameNumBits);
  if (isIdr) bits.ue(1);
  bits.u(told.pocLsbBits, (2 * n) % 2 ** told.pocLsbBits);
  // No other count of references, nothing of their order, nothing of what is kept, a quantizer as it is said.
  if (isIdr) bits.u(2, 0);
  else bits.u(3, 0);
  bits.se(0);
  for (const byte of rest) bits.u(8, byte);
  bits.trail();
  const written = bits.finish();
  return lengthPrefixed(nalUnit(3, isIdr ? NAL_UNIT.idrSlice : NAL_UNIT.slice, written));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** As a decoder reads a slice up to its picture order count, and the bits behind that. */
function readSlice(unit: Uint8Array, told: Told) {
  const rbsp = rbspOf(unit, unit.length);
  const { u, ue, left } = createReader(rbsp);
  const isIdr = typeOf(unit) === NAL_UNIT.idrSlice;
  const head = { first: ue(), type: ue() % 5, set: ue(), frameNum: u(told.frameNumBits) };
  const idrPicId = isIdr ? ue() : undefined;
  const order = u(told.pocLsbBits);
  const rest = Array.from({ length: left() }, () => u(1)).join('');
  return { ...head, idrPicId, order, rest, refIdc: (unit[0] ?? 0) >> 5 };
}

const told = fc.record({
  frameNumBits: fc.integer({ min: 4, max: 16 }),
  pocLsbBits: fc.integer({ min: 4, max: 16 }),
  references: fc.integer({ min: 1, max: 3 }),
});
/** Zeros and small numbers, among which bytes have to stand that keep start codes away. */
const bytes = fc.uint8Array({ maxLength: 60 }).map((list) => list.map((byte) => byte % 5));
const film = fc.record({
  told,
  slices: fc.array(fc.array(bytes, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 12,
  }),
  repeats: fc.array(fc.nat(5), { minLength: 12, maxLength: 12 }),
});

/** An encoder's pictures, and the frames of the film: each picture, and how many repeat it. */
function gopOf({
  told: said,
  slices,
  repeats,
}: typeof film extends fc.Arbitrary<infer F> ? F : never) {
  const encoded = slices.map((rests, n): Chunk => ({
    track: 'video',
    data: join(rests.map((rest, place) => sliceOf(said, n, 30 * place, rest))),
    key: n === 0,
    timestamp: -1,
    ...(n === 0 && {
      decoderConfig: { codec: 'avc1.42c01e', colorSpace: {}, description: recordOf(said) },
    }),
  }));
  const shown = slices.flatMap((_, n) => [
    false,
    ...Array.from({ length: repeats[n] ?? 0 }, () => true),
  ]);
  const frames = shown.map((isRepeat, n) => ({ timestamp: 40 * n, isRepeat }));
  return { encoded, frames };
}

describe('pictures that repeat the one before, between those of an encoder', () => {
  it('stand in their order, of skipped macroblocks alone, and change nothing else', () => {
    fc.assert(
      fc.property(film, (job) => {
        const { encoded, frames } = gopOf(job);
        const gop = insertRepeats(encoded, frames);
        expect(gop).toHaveLength(frames.length);
        const left = encoded[Symbol.iterator]();
        let frameNum = 0;
        for (const [n, chunk] of gop.entries()) {
          const units = [...unitsOf(chunk.data)];
          const slices = units.map((unit) => readSlice(unit, job.told));
          const order = (2 * n) % 2 ** job.told.pocLsbBits;
          expect(slices.map((slice) => slice.order)).toEqual(slices.map(() => order));
          for (const unit of units) expect(startCodes(unit)).toBe(0);
          if (frames[n]?.isRepeat) {
            expect(chunk).toMatchObject({ key: false, timestamp: 40 * n });
            expect(slices).toMatchObject([{ first: 0, type: 0, set: 0, refIdc: 0 }]);
            expect(slices[0]?.frameNum).toBe((frameNum + 1) % 2 ** job.told.frameNumBits);
            const { rest = '' } = slices[0] ?? {};
            const override = job.told.references > 1 ? '11' : '0';
            // No other order of references, no other quantizer, no deblocking; then all are skipped.
            expect(rest).toMatch(new RegExp(`^${override}01010${codeOf(COLUMNS * ROWS)}10*$`));
          } else {
            const { value } = left.next();
            const before = [...unitsOf(value?.data ?? new Uint8Array())];
            expect(units).toHaveLength(before.length);
            const withoutOrder = (slice: ReturnType<typeof readSlice>) => ({
              ...slice,
              order: NaN,
            });
            expect(slices.map(withoutOrder)).toEqual(
              before.map((unit) => withoutOrder(readSlice(unit, job.told))),
            );
            frameNum = slices[0]?.frameNum ?? NaN;
          }
        }
        expect(left.next().done).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('are none where nothing repeats, and then the encoder’s own bytes stay', () => {
    const { encoded } = gopOf({ told: PLAIN, slices: [[new Uint8Array(3)]], repeats: [] });
    const other = encoded.map(({ track, data, key, timestamp }) => ({
      track,
      data,
      key,
      timestamp,
    }));
    expect(insertRepeats(other, [{ timestamp: 0, isRepeat: false }])).toEqual(other);
  });

  it('count anew from a key frame that an encoder puts in between', () => {
    const key = () => sliceOf(PLAIN, 0, 0, new Uint8Array(4));
    const decoderConfig = { codec: '', colorSpace: {}, description: recordOf(PLAIN) };
    const chunk = { track: 'video', key: true, timestamp: 0, decoderConfig } as const;
    const gop = insertRepeats(
      [
        { ...chunk, data: key() },
        { ...chunk, data: key() },
      ],
      [false, true, false, true].map((isRepeat) => ({ timestamp: 0, isRepeat })),
    );
    const orders = gop.map(({ data }) =>
      [...unitsOf(data)].map((unit) => readSlice(unit, PLAIN).order),
    );
    expect(orders).toEqual([[0], [2], [0], [2]]);
  });

  it.each([
    ['nothing', PLAIN, undefined],
    ['arithmetic coding', { ...PLAIN, isCabac: true }, 'the stream is coded arithmetically'],
    [
      'an order that is that of decoding',
      { ...PLAIN, orderType: 2 },
      'the stream counts pictures in the order of decoding',
    ],
    [
      'an order in cycles',
      { ...PLAIN, orderType: 1 },
      'the stream counts pictures in cycles, which is not read here',
    ],
  ])('can’t stand in a stream of %s', (_, said, reason) => {
    expect(whyNoRepeats(recordOf(said))).toBe(reason);
  });

  it('are refused behind a picture that none refers to, as it would be another that they show', () => {
    const { encoded } = gopOf({
      told: PLAIN,
      slices: [[new Uint8Array(1)], [new Uint8Array(1)]],
      repeats: [],
    });
    const layered = encoded.map((chunk, n) => {
      const data = chunk.data.slice();
      if (n === 1) data[4] = (data[4] ?? 0) & 31;
      return { ...chunk, data };
    });
    const frames = [false, false, true].map((isRepeat) => ({ timestamp: 0, isRepeat }));
    expect(() => insertRepeats(layered, frames)).toThrow('keeps pictures in an order of its own');
  });
});

function codeOf(value: number): string {
  const digits = (value + 1).toString(2);
  return '0'.repeat(digits.length - 1) + digits;
}

/** How often a unit has what would be read as the end of it. */
function startCodes(unit: Uint8Array): number {
  return unit.filter((byte, n) => byte === 0 && unit[n + 1] === 0 && (unit[n + 2] ?? 4) < 3).length;
}
