declare module 'gifenc' {
  export type Color = readonly [red: number, green: number, blue: number];
  export function quantize(
    rgba: Uint8Array | Uint8ClampedArray,
    maxColors: number,
    options?: { format?: 'rgb565' | 'rgb444' | 'rgba4444' },
  ): Color[];
}
