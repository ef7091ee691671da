import { pictureType } from './picture-size.ts';

/**
 * Whether a picture's kind knows no transparency; of any other, only its pixels say whether it has any.
 *
 * @param file its bytes, with all that stands before its pixels
 */
export function isAlwaysOpaque(file: Uint8Array): boolean {
  const type = pictureType(file);
  // ISO/IEC 15948, 11.2.2: colour types 4 and 6 have alpha; 11.3.2.1: others have a tRNS, before the first IDAT.
  return type === 'image/png' ? (file[25] ?? 4) < 4 && !hasTrns(file) : type === 'image/jpeg';
}

function hasTrns(png: Uint8Array): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = 8; at + 8 <= png.length; at += 12 + view.getUint32(at)) {
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (name === 'tRNS') return true;
    if (name === 'IDAT') return false;
  }
  return false;
}
