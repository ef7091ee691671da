/** Glyphs are drawn at quarters of a pixel, so that even spacing stays even. */
export const PHASES = 4;

/** Bytes a pixel: coverage alone, 0…255, or red, green, blue and coverage, premultiplied by that. */
export type Channels = 1 | 4;

/** Text as it is drawn at one phase, and where its origin lies in it. */
export interface Glyph {
  readonly width: number;
  readonly bytes: Uint8Array;
  /** The rows with ink: from the first to before the last. */
  readonly top: number;
  readonly bottom: number;
  /** px left of the origin */
  readonly bearing: number;
}

/** Text in one piece: a digit, words, or a whole line. */
export interface Piece {
  /** px to where the next one begins; not whole */
  readonly advance: number;
  /** @param phase how far behind a whole pixel it begins, in `PHASES` of one */
  readonly glyph: (phase: number) => Glyph;
}

/** Draws pieces of text, all in as many channels. */
export interface Typeface {
  readonly channels: Channels;
  /** A piece that is kept, as it is asked for again: a digit, or words. */
  piece(text: string): Piece;
  /** A piece for one frame. */
  newPiece(text: string): Piece;
}

export interface TypefaceChoice {
  readonly fontSize: number;
  /** px from the first row */
  readonly baseline: number;
  /** Rows. */
  readonly height: number;
  /** A CSS colour for letters, where some glyphs bring colours of their own; left out: only coverage is drawn. */
  readonly ink?: string | undefined;
}

/** What the fonts of this machine make of a title's characters. */
export interface Characters {
  /** Some are drawn in colours of their own. */
  readonly colored: boolean;
  /** A sentence for people that names those which no font has. */
  readonly notes: readonly string[];
}

/** Where typefaces come from: a font of this machine's, or what was drawn of one before. */
export interface Typefaces {
  /** @throws StillmotionError `font-unavailable` */
  load(): Promise<void>;
  /** What becomes of a text's characters. Call after `load`. */
  examine(text: string): Characters;
  /** Call after `load`. */
  open(choice: TypefaceChoice): Typeface;
}
