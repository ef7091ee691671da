import type { Size } from '../../core/size.ts';

/** In pixels: of a card, at more than twice its size. */
export const CARD_PIXELS: Size = { width: 288, height: 192 };
