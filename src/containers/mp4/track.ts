import { boxAt, findBox } from './boxes.ts';

// What an MP4 or QuickTime file says of a track besides where its frames are.

/** ISO/IEC 23091-2: what films of ours say of their colours. */
const PRIMARIES: Readonly<Record<number, VideoColorPrimaries>> = { 1: 'bt709' };
const TRANSFERS: Readonly<Record<number, VideoTransferCharacteristics>> = {
  1: 'bt709',
  13: 'iec61966-2-1',
};
const MATRICES: Readonly<Record<number, VideoMatrixCoefficients>> = { 0: 'rgb', 1: 'bt709' };
const FULL_RANGE = 0x80;

/**
 * When each frame is shown, s, and at last when the film ends, from the durations of its frames
 * (ISO/IEC 14496-12, 8.6.1.2).
 */
export function readTimes(
  mdhd: DataView | undefined,
  stts: DataView | undefined,
  frames: number,
): Float64Array {
  const times = new Float64Array(frames + 1).fill(NaN);
  if (mdhd === undefined || stts === undefined) return times;
  const scale = mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12);
  let frame = 0;
  let ticks = 0;
  for (let entry = 0; entry < stts.getUint32(4); entry++) {
    const count = stts.getUint32(8 + 8 * entry);
    const each = stts.getUint32(12 + 8 * entry);
    for (let n = 0; n < count && frame < frames; n++) {
      times[frame++] = ticks / scale;
      ticks += each;
    }
  }
  times[frame] = ticks / scale;
  return times;
}

/** How long a track is heard or seen, s. */
export function readSeconds(moov: DataView, trak: DataView): number {
  const mvhd = boxAt(moov, 'mvhd');
  const tkhd = boxAt(trak, 'tkhd');
  const scale = mvhd.getUint32(mvhd.getUint8(0) === 1 ? 20 : 12);
  const ticks = tkhd.getUint8(0) === 1 ? Number(tkhd.getBigUint64(28)) : tkhd.getUint32(20);
  return ticks / scale;
}

/** Of a sample entry's boxes (ISO/IEC 14496-12, 12.1.5; QuickTime's has no range, and means the limited one). */
export function readColor(boxes: DataView): VideoColorSpaceInit | undefined {
  const colr = findBox(boxes, 'colr');
  if (colr === undefined) return undefined;
  return {
    primaries: PRIMARIES[colr.getUint16(4)] ?? null,
    transfer: TRANSFERS[colr.getUint16(6)] ?? null,
    matrix: MATRICES[colr.getUint16(8)] ?? null,
    fullRange: colr.byteLength > 10 && (colr.getUint8(10) & FULL_RANGE) !== 0,
  };
}
