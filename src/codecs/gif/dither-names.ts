/**
 * How colours between those of the palette are made: `ordered` lays a pattern over the frame that stands
 * still, so that nothing flickers; `diffusion` (Floyd and Steinberg) looks best in a still, and boils where
 * pictures move.
 */
export const DITHER_NAMES = ['ordered', 'diffusion', 'none'] as const;
export type DitherName = (typeof DITHER_NAMES)[number];
