import { pictureType } from './picture-size.ts';

/**
 * Whether a picture's header says that it may be transparent in places.
 *
 * @param start of a PNG, WebP or AVIF file; of other kinds nothing is known
 */
export function hasAlphaChannel(start: Uint8Array): boolean {
  const text = (from: number, to: number) => String.fromCharCode(...start.subarray(from, to));
  switch (pictureType(start)) {
    // ISO/IEC 15948, 11.2.2: colour types 4 and 6; 11.3.2.1: tRNS, before the first IDAT.
    case 'image/png': {
      const colorType = start[25] ?? 0;
      return colorType === 4 || colorType === 6 || hasChunk(start, 'tRNS');
    }
    // RFC 9649, 2.7: a flag of VP8X; 3.4 of the lossless format: the bit behind the size.
    case 'image/webp':
      if (text(12, 16) === 'VP8X') return ((start[20] ?? 0) & 0x10) !== 0;
      return text(12, 16) === 'VP8L' && ((start[24] ?? 0) & 0x10) !== 0;
    // ISO/IEC 23000-22, 7.3.5.2.
    case 'image/avif':
      return text(0, 4096).includes('auxiliary:alpha');
    default:
      return false;
  }
}

function hasChunk(png: Uint8Array, wanted: string): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 8 <= png.length; at += 12 + view.getUint32(at)) {
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (name === wanted) return true;
    if (name === 'IDAT') return false;
  }
  return false;
}
