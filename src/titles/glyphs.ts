import { TITLE_FAMILY } from './font.ts';

/** Glyphs are drawn at quarters of a pixel, so that even spacing stays even. */
export const PHASES = 4;

/** Text as it is drawn at one phase: coverage 0…255, a byte a pixel, and where its origin lies in it. */
export interface Glyph {
  readonly width: number;
  readonly coverage: Uint8Array;
  /** The rows with ink: from the first to before the last. */
  readonly top: number;
  readonly bottom: number;
  /** px left of the origin */
  readonly bearing: number;
}

/** Text that is kept, as it is asked for again: a digit, or words. */
export interface Piece {
  /** px to where the next one begins; not whole */
  readonly advance: number;
  /** @param phase how far behind a whole pixel it begins, in `PHASES` of one */
  readonly glyph: (phase: number) => Glyph;
}

/** Gives the piece of a text. */
export type Typeface = (text: string) => Piece;

/**
 * Measures each text once, and draws it once at each phase that is asked for. Call after `loadTitleFont`.
 *
 * @param baseline px from the first row, of `height`
 */
export function createTypeface(fontSize: number, baseline: number, height: number): Typeface {
  const canvas = new OffscreenCanvas(16 * Math.ceil(fontSize / 16), height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas for the title');
  const pieces = new Map<string, Piece>();

  const setFont = () => {
    context.font = `${fontSize}px "${TITLE_FAMILY}"`;
    // No hinting: its results depend on the machine's settings.
    context.textRendering = 'geometricPrecision';
    context.fillStyle = '#fff';
  };

  /** Empties at least so many columns. */
  const clear = (width: number) => {
    if (width <= canvas.width) context.clearRect(0, 0, width, height);
    else {
      canvas.width = width;
      // A canvas of another size has forgotten it.
      setFont();
    }
  };

  const create = (text: string): Piece => {
    const metrics = context.measureText(text);
    const bearing = Math.ceil(Math.max(0, metrics.actualBoundingBoxLeft)) + 1;
    const width = bearing + Math.ceil(Math.max(0, metrics.actualBoundingBoxRight)) + 2;
    const draw = (phase: number): Glyph => {
      clear(width);
      context.fillText(text, bearing + phase / PHASES, baseline);
      const coverage = alphaOf(context.getImageData(0, 0, width, height));
      return { width, coverage, ...inkedRows(coverage, width), bearing };
    };
    const drawn: Glyph[] = [];
    return { advance: metrics.width, glyph: (phase) => (drawn[phase] ??= draw(phase)) };
  };

  setFont();
  return (text) => {
    let piece = pieces.get(text);
    if (piece === undefined) pieces.set(text, (piece = create(text)));
    return piece;
  };
}

function alphaOf({ data }: ImageData): Uint8Array {
  const alpha = new Uint8Array(data.length / 4);
  for (let i = 0; i < alpha.length; i++) alpha[i] = data[4 * i + 3] ?? 0;
  return alpha;
}

function inkedRows(coverage: Uint8Array, width: number): Pick<Glyph, 'top' | 'bottom'> {
  const first = coverage.findIndex(Boolean);
  if (first === -1) return { top: 0, bottom: 0 };
  const last = coverage.findLastIndex(Boolean);
  return { top: Math.floor(first / width), bottom: Math.floor(last / width) + 1 };
}
