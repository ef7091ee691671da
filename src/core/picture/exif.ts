/** Where the orientation stands in EXIF (CIPA DC-008, 4.6.5). */
const ORIENTATION = 0x0112;

/** How a picture is stored, 1 to 8: 1 is upright; what isn't EXIF says nothing else. */
export function orientationIn(exif: Uint8Array): number {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  if (view.byteLength < 8) return 1;
  const isLittle = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, isLittle);
  if (view.getUint16(2, isLittle) !== 42 || first + 2 > view.byteLength) return 1;
  const count = view.getUint16(first, isLittle);
  for (let n = 0; n < count; n++) {
    const at = first + 2 + 12 * n;
    if (at + 12 > view.byteLength) return 1;
    if (view.getUint16(at, isLittle) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
