import font from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf?url&no-inline';

const FAMILY = 'Stillmotion DejaVu Sans';
/** Glyphs are drawn at quarters of a pixel, so that even spacing stays even. */
export const PHASES = 4;

/** Text that was drawn once: coverage 0…255, a byte a pixel, and where its origin lies in it. */
export interface Glyph {
  readonly width: number;
  readonly coverage: Uint8Array;
  /** The rows with ink: from the first to before the last. */
  readonly top: number;
  readonly bottom: number;
  /** px left of the origin */
  readonly bearing: number;
  /** px to where the next one begins; not whole */
  readonly advance: number;
}

/** Loads the bundled font, so that a title looks the same on a machine without fonts. */
export async function loadTitleFont(): Promise<void> {
  const scope = globalThis as unknown as { fonts?: FontFaceSet };
  const fonts = scope.fonts ?? document.fonts;
  for (const face of fonts) if (face.family.includes(FAMILY)) return;
  const face = await new FontFace(FAMILY, `url(${font})`).load();
  fonts.add(face);
}

/**
 * Draws each text once at each phase that is asked for.
 *
 * @param baseline px from the first row, of `height`
 */
export function createRasteriser(
  fontSize: number,
  baseline: number,
  height: number,
): (text: string, phase: number) => Glyph {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas for the title');
  const drawn = new Map<string, Glyph>();

  const setFont = () => {
    context.font = `${fontSize}px "${FAMILY}"`;
    // No hinting: its results depend on the machine's settings.
    context.textRendering = 'geometricPrecision';
    context.fillStyle = '#fff';
  };

  return (text, phase) => {
    const key = `${phase}${text}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    setFont();
    const metrics = context.measureText(text);
    const bearing = Math.ceil(Math.max(0, metrics.actualBoundingBoxLeft)) + 1;
    canvas.width = bearing + Math.ceil(Math.max(0, metrics.actualBoundingBoxRight)) + 2;
    canvas.height = height;
    setFont();
    context.fillText(text, bearing + phase / PHASES, baseline);
    const { data } = context.getImageData(0, 0, canvas.width, height);
    const coverage = new Uint8Array(canvas.width * height).map((_, i) => data[4 * i + 3] ?? 0);
    const { width } = canvas;
    const inks = (row: number) => coverage.subarray(row * width, (row + 1) * width).some(Boolean);
    const inked = Array.from({ length: height }, (_, row) => row).filter(inks);
    const [top = 0] = inked;
    const bottom = 1 + (inked.at(-1) ?? -1);
    const glyph = { width, coverage, top, bottom, bearing, advance: metrics.width };
    drawn.set(key, glyph);
    return glyph;
  };
}
