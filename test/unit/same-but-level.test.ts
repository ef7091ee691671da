import { expect, it } from 'vitest';
import { isSameButLevel } from '../../src/codecs/h264-stream/same-but-level.ts';

/** OpenH264's AVCDecoderConfigurationRecord of 640×480. */
const RECORD = Uint8Array.from(
  Buffer.from(
    '01640c1effe1001367640c1eac191a80a03da6a0202020f08846a001000468ce3c80fdf8f800',
    'hex',
  ),
);

it('parameter sets of two levels are the same but for these', () => {
  const higher = RECORD.with(3, 0x20).with(11, 0x20);
  expect(isSameButLevel(RECORD, RECORD)).toBe(true);
  expect(isSameButLevel(RECORD, higher)).toBe(true);
  expect(isSameButLevel(higher, RECORD)).toBe(true);
});

it('parameter sets that say anything else are not', () => {
  for (const n of RECORD.keys()) {
    if (n === 3 || n === 11) continue;
    expect(isSameButLevel(RECORD, RECORD.with(n, (RECORD[n] ?? 0) ^ 1)), `byte ${n}`).toBe(false);
  }
  expect(isSameButLevel(RECORD, RECORD.subarray(1))).toBe(false);
});

it('parameter sets of levels that speak of other directions are the same', () => {
  // Of 452×302: level 2.1, and 3, from which on direct_8x8_inference_flag is set.
  const [low, high] = ['15', '1e'].map((level, n) =>
    Uint8Array.from(
      Buffer.from(
        `01640c${level}ffe1001467640c${level}ac191a81d09${'df'[n]}9ea6a0202020f08846a001000468ce3c80fdf8f800`,
        'hex',
      ),
    ),
  );
  if (low === undefined || high === undefined) throw new Error('no records');
  expect(isSameButLevel(low, high)).toBe(true);
  expect(isSameButLevel(high, low)).toBe(true);
});
