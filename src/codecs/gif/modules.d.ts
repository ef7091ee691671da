declare module 'gifenc' {
  export type Color = readonly [red: number, green: number, blue: number];
  export function quantize(
    rgba: Uint8Array | Uint8ClampedArray,
    maxColors: number,
    options?: { format?: 'rgb565' | 'rgb444' | 'rgba4444' },
  ): Color[];
  export function GIFEncoder(options: { auto: boolean }): {
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: {
        first: boolean;
        transparent?: boolean;
        transparentIndex?: number;
        palette?: readonly Color[];
      },
    ): void;
    bytes(): Uint8Array;
  };
}
