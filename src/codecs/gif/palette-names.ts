/**
 * Whose colours a GIF's palettes are: the `film` has one, so that no colour changes where nothing does; or each `frame`
 * has its own, which is better where pictures have little in common, and larger.
 */
export const PALETTE_NAMES = ['film', 'frame'] as const;
export type PaletteName = (typeof PALETTE_NAMES)[number];
