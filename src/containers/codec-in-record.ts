import type { DecoderConfig } from '../core/chunk.ts';

/** The codec as its stream says it, where that has a record of its own: an encoder may choose another level than it was asked for. */
export function codecInRecord({
  codec,
  description,
}: Pick<DecoderConfig, 'codec' | 'description'>): string {
  if (description === undefined) return codec;
  if (codec.startsWith('avc1')) return inAvcRecord(description);
  return /^h(vc|ev)1/.test(codec) ? inHevcRecord(description) : codec;
}

/** level_idc of level 1b in High profiles (A.3.2), by which no browser knows it; level 1.1 has all that it has. */
const LEVEL_1B = 9;
const LEVEL_1_1 = 11;

/**
 * An AVCDecoderConfigurationRecord has profile, constraints and level in its bytes 1 to 3 (ISO/IEC 14496-15,
 * 5.3.3.1), which RFC 6381 writes in hex.
 */
function inAvcRecord(record: Uint8Array): string {
  const [profile = 0, constraints = 0, level = 0] = record.subarray(1, 4);
  const bytes = [profile, constraints, level === LEVEL_1B ? LEVEL_1_1 : level];
  return `avc1.${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const PROFILE_SPACES = ['', 'A', 'B', 'C'];

/**
 * An HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.3.1) has in its bytes 1 to 12 what annex E.3 writes as
 * text: space and profile; the profiles that it is compatible with, in hex, first bit last; tier and level; constraints, as far
 * as there are some.
 */
function inHevcRecord(record: Uint8Array): string {
  const [first = 0] = record.subarray(1);
  const compatible = [...record.subarray(2, 6)].flatMap(bitsOf).toReversed().join('');
  const constraints = [...record.subarray(6, 12)];
  const level = record[12] ?? 0;
  const last = constraints.findLastIndex((byte) => byte !== 0);
  return [
    'hvc1',
    `${PROFILE_SPACES[first >> 6]}${first & 31}`,
    parseInt(compatible, 2).toString(16).toUpperCase(),
    `${first & 32 ? 'H' : 'L'}${level}`,
    ...constraints.slice(0, last + 1).map((byte) => byte.toString(16).toUpperCase()),
  ].join('.');
}

/** The highest first. */
function bitsOf(byte: number): number[] {
  return Array.from({ length: 8 }, (_, n) => (byte >> (7 - n)) & 1);
}
