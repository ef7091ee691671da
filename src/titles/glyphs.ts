import { StillmotionError } from '../core/errors.ts';
import { TITLE_FAMILY } from './font.ts';
import { directionOf, inColor } from './script.ts';
import { type Glyph, PHASES, type Piece, type Typeface, type TypefaceChoice } from './typeface.ts';

/** Measures each text once, and draws it once at each phase that is asked for. Call after `loadTitleFont`. */
export function createTypeface({ fontSize, baseline, height, ink }: TypefaceChoice): Typeface {
  const channels = ink === undefined ? 1 : 4;
  const canvas = new OffscreenCanvas(16 * Math.ceil(fontSize / 16), height);
  const context = openContext(canvas);
  const pieces = new Map<string, Piece>();

  const setFont = () => {
    context.font = `${fontSize}px "${TITLE_FAMILY}"`;
    // No hinting: its results depend on the machine's settings.
    context.textRendering = 'geometricPrecision';
    context.textAlign = 'left';
    context.fillStyle = ink ?? '#fff';
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

  const newPiece = (plain: string): Piece => {
    const text = inColor(plain);
    const direction = directionOf(text);
    context.direction = direction;
    const metrics = context.measureText(text);
    const bearing = Math.ceil(Math.max(0, metrics.actualBoundingBoxLeft)) + 1;
    const width = bearing + Math.ceil(Math.max(0, metrics.actualBoundingBoxRight)) + 2;
    const draw = (phase: number): Glyph => {
      clear(width);
      context.direction = direction;
      context.fillText(text, bearing + phase / PHASES, baseline);
      const { data } = context.getImageData(0, 0, width, height);
      const bytes = channels === 1 ? alphaOf(data) : premultiply(data);
      return { width, bytes, ...inkedRows(bytes, width * channels), bearing };
    };
    const drawn: Glyph[] = [];
    return { advance: metrics.width, glyph: (phase) => (drawn[phase] ??= draw(phase)) };
  };

  setFont();
  return {
    channels,
    piece(text) {
      let piece = pieces.get(text);
      if (piece === undefined) pieces.set(text, (piece = newPiece(text)));
      return piece;
    },
    newPiece,
  };
}

/** @throws StillmotionError `graphics-unavailable` */
export function openContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) {
    throw new StillmotionError(
      'graphics-unavailable',
      'This browser gives no 2D canvas to draw the title on; take a newer one, or leave out the title.',
    );
  }
  return context;
}

function alphaOf(rgba: Uint8ClampedArray): Uint8Array {
  const alpha = new Uint8Array(rgba.length / 4);
  for (let i = 0; i < alpha.length; i++) alpha[i] = rgba[4 * i + 3] ?? 0;
  return alpha;
}

function premultiply(rgba: Uint8ClampedArray): Uint8Array {
  const bytes = new Uint8Array(rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3] ?? 0;
    for (let channel = i; channel < i + 3; channel++)
      bytes[channel] = Math.round(((rgba[channel] ?? 0) * alpha) / 255);
    bytes[i + 3] = alpha;
  }
  return bytes;
}

/** @param stride bytes a row */
function inkedRows(bytes: Uint8Array, stride: number): Pick<Glyph, 'top' | 'bottom'> {
  const first = bytes.findIndex(Boolean);
  if (first === -1) return { top: 0, bottom: 0 };
  const last = bytes.findLastIndex(Boolean);
  return { top: Math.floor(first / stride), bottom: Math.floor(last / stride) + 1 };
}
