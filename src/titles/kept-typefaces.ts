import { concatenate } from '../core/streams/concatenate.ts';
import { StillmotionError } from '../core/errors.ts';
import type { Glyph, Piece, Typeface, TypefaceChoice, Typefaces } from './typeface.ts';

// Letters that were drawn once, for titles that look the same where that font isn't.

/** What titles have asked typefaces for. */
export interface KeptTypefaces {
  /** By the text that was looked at: whether some of its characters have colours. */
  readonly colored: Readonly<Record<string, boolean>>;
  /** By `keyOf` their choice. */
  readonly faces: Readonly<Record<string, KeptFace>>;
  /** Of all glyphs, one behind the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface KeptFace {
  readonly channels: Typeface['channels'];
  readonly pieces: Readonly<Record<string, KeptPiece>>;
}

interface KeptPiece {
  readonly advance: number;
  /** By their phase; left out: never asked for. */
  readonly glyphs: Readonly<Record<number, KeptGlyph>>;
}

/** A glyph whose bytes lie among those of all. */
type KeptGlyph = Omit<Glyph, 'bytes'> & { readonly at: number; readonly length: number };

/** More than that is no title that a file should carry: glyphs, bytes. */
const MOST_BYTES = 2 ** 24;

/**
 * Remembers what titles ask typefaces for.
 *
 * @returns the same typefaces, and what was asked of them so far
 */
export function recordTypefaces(typefaces: Typefaces): {
  readonly typefaces: Typefaces;
  readonly kept: () => KeptTypefaces;
} {
  const colored: Record<string, boolean> = {};
  const faces: Record<string, ReturnType<typeof recordFace>['face']> = {};
  const parts: Uint8Array[] = [];
  let length = 0;
  const keep = ({ bytes, ...glyph }: Glyph): KeptGlyph => {
    const at = length;
    parts.push(bytes);
    length += bytes.byteLength;
    if (length > MOST_BYTES) throw tooMany();
    return { ...glyph, at, length: bytes.byteLength };
  };
  return {
    typefaces: {
      load: () => typefaces.load(),
      examine(text) {
        const found = typefaces.examine(text);
        colored[text] = found.colored;
        return found;
      },
      open(choice) {
        const key = keyOf(choice);
        const { face, typeface } = recordFace(typefaces.open(choice), keep, faces[key]);
        faces[key] = face;
        return typeface;
      },
    },
    kept: () => ({ colored, faces, bytes: concatenate(parts) }),
  };
}

/** @param known what was kept of another one of the same choice */
function recordFace(
  typeface: Typeface,
  keep: (glyph: Glyph) => KeptGlyph,
  known: KeptFace | undefined,
) {
  const pieces: Record<string, { advance: number; glyphs: Record<number, KeptGlyph> }> = {
    ...known?.pieces,
  };
  const record = (text: string, piece: Piece): Piece => {
    const kept = (pieces[text] ??= { advance: piece.advance, glyphs: {} });
    return {
      advance: piece.advance,
      glyph(phase) {
        const glyph = piece.glyph(phase);
        kept.glyphs[phase] ??= keep(glyph);
        return glyph;
      },
    };
  };
  const recorded = new Map<string, Piece>();
  return {
    face: { channels: typeface.channels, pieces },
    typeface: {
      channels: typeface.channels,
      piece(text: string) {
        const piece = recorded.get(text) ?? record(text, typeface.piece(text));
        recorded.set(text, piece);
        return piece;
      },
      newPiece: (text: string) => record(text, typeface.newPiece(text)),
    },
  };
}

/** Typefaces that have what was asked for before, and nothing else. */
export function keptTypefaces({ colored, faces, bytes }: KeptTypefaces): Typefaces {
  return {
    load: () => Promise.resolve(),
    examine: (text) => ({ colored: colored[text] ?? false, notes: [] }),
    open(choice) {
      const face = faces[keyOf(choice)];
      if (face === undefined) throw notKept(keyOf(choice));
      const pieces = new Map<string, Piece>();
      const piece = (text: string): Piece => {
        const known = pieces.get(text) ?? openPiece(text, face.pieces[text], bytes);
        pieces.set(text, known);
        return known;
      };
      return { channels: face.channels, piece, newPiece: piece };
    },
  };
}

function openPiece(text: string, kept: KeptPiece | undefined, bytes: Uint8Array): Piece {
  if (kept === undefined) throw notKept(text);
  const glyphs: Glyph[] = [];
  const open = (phase: number): Glyph => {
    const glyph = kept.glyphs[phase];
    if (glyph === undefined) throw notKept(`${text} at ${phase}`);
    const { at, length, ...others } = glyph;
    return { ...others, bytes: bytes.subarray(at, at + length) };
  };
  return { advance: kept.advance, glyph: (phase) => (glyphs[phase] ??= open(phase)) };
}

/** What a typeface's glyphs depend on. */
function keyOf({ fontSize, baseline, height, ink = '' }: TypefaceChoice): string {
  return [fontSize, baseline, height, ink].join(' ');
}

function notKept(what: string): Error {
  return new Error(`nothing was kept for a title's ${what}`);
}

function tooMany(): StillmotionError {
  return new StillmotionError(
    'usage',
    `The title's letters take more than ${MOST_BYTES / 2 ** 20} MiB as they are drawn, and a file that draws its frames itself carries them; make the title shorter or smaller, the film shorter, or choose another format.`,
  );
}
