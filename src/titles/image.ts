import type { Rect } from '../core/size.ts';
import type { Channels } from './typeface.ts';

/** Columns of the canvas: from the first to before the last, counted in px. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** No columns at all. */
export const NO_COLUMNS: Span = { from: 0, to: 0 };

/** A title drawn for one frame. */
export interface TitleImage {
  /** For the columns of `span` and the rows of its place. */
  readonly bytes: Uint8Array;
  readonly channels: Channels;
  /** The columns that it takes, with its panel where it has one. Even, and one beyond the canvas where that is odd. */
  readonly span: Span;
  /** Rows. */
  readonly height: number;
  /** What of `bytes` is not as it was in the image before, px from its first column and row. Even. */
  readonly changed: Rect;
}
