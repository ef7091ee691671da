/** Red, green and blue, 0…1, sRGB-encoded. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb` → 0…1. The spec has checked the form. */
export function parseColor(hex: string): Rgb {
  const at = (start: number) => Number.parseInt(hex.slice(start, start + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

/** Black or white, whichever stands out from the background (by its luma). */
export function readableOn([red, green, blue]: Rgb): Rgb {
  return luma(red, green, blue) > 0.5 ? [0, 0, 0] : [1, 1, 1];
}

/** Y′ of BT.709, in the scale of what it is made from. */
export function luma(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * A colour as a film holds it, bytes: Rec. ITU-R BT.709-6, 3.2–3.5, in limited range, Y′ 16…235 and Cb
 * and Cr 16…240; as planes.frag does.
 */
export function toYCbCr([red, green, blue]: Rgb): readonly [y: number, cb: number, cr: number] {
  const y = luma(red, green, blue);
  return [
    Math.round(16 + 219 * y),
    Math.round(128 + (224 * (blue - y)) / 1.8556),
    Math.round(128 + (224 * (red - y)) / 1.5748),
  ];
}
