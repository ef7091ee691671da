import font from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf?url&no-inline';
import type { TitlePlace } from '../core/layout.ts';
import type { TitleRun } from '../core/title.ts';
import type { Timeline } from '../core/timeline.ts';

const FAMILY = 'Stillmotion DejaVu Sans';
/** Glyphs are drawn at quarters of a pixel, so that even spacing stays even. */
const PHASES = 4;

/** A title drawn for one frame: coverage 0…255, a byte a pixel. */
export interface TitleImage {
  readonly coverage: Uint8Array;
  /** Left and right end of the text, px on the canvas. */
  readonly left: number;
  readonly right: number;
}

/** Draws titles from glyphs that are rasterised once. */
export interface TitlePainter {
  /** The canvas row of the first row of coverage, px. */
  readonly top: number;
  readonly height: number;
  /** The image is only valid until the next call: its memory is used again. */
  paint(index: number): TitleImage;
}

/** Text that was drawn once: coverage, and where its origin lies in it. */
interface Glyph {
  readonly width: number;
  readonly coverage: Uint8Array;
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

/** @param width of the canvas, px. Call after `loadTitleFont`. */
export function createTitlePainter(
  runs: readonly TitleRun[],
  place: TitlePlace,
  width: number,
  timeline: Timeline,
): TitlePainter {
  const baseline = Math.round(place.baseline);
  const ascent = Math.ceil(1.2 * place.fontSize);
  // Even, so that chroma, which has half the rows, begins and ends with it.
  const top = Math.max(0, evenBelow(baseline - ascent));
  const height = evenBelow(baseline + Math.ceil(0.5 * place.fontSize) + 1 - top);
  const rasterise = createRasteriser(place.fontSize, baseline - top, height);
  const coverage = new Uint8Array(width * height);

  return {
    top,
    height,
    paint(index) {
      coverage.fill(0);
      const pieces = runs.flatMap((run) =>
        run.kind === 'text' ? [run.text] : run.format(index, timeline).split(''),
      );
      const length = pieces.reduce((sum, piece) => sum + rasterise(piece, 0).advance, 0);
      const left = place.centre - length / 2;
      let pen = left;
      for (const piece of pieces) {
        const quarter = Math.round(pen * PHASES);
        const glyph = rasterise(piece, ((quarter % PHASES) + PHASES) % PHASES);
        blend(coverage, width, height, glyph, Math.floor(quarter / PHASES));
        pen += glyph.advance;
      }
      return { coverage, left, right: pen };
    },
  };
}

function evenBelow(value: number): number {
  return 2 * Math.floor(value / 2);
}

/** Draws a text once for each phase that is asked for. */
function createRasteriser(fontSize: number, baseline: number, height: number) {
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

  return (text: string, phase: number): Glyph => {
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
    const glyph = { width: canvas.width, coverage, bearing, advance: metrics.width };
    drawn.set(key, glyph);
    return glyph;
  };
}

/** Lays a glyph over the strip with its origin at `x`; what sticks out is cut off. */
function blend(strip: Uint8Array, width: number, height: number, glyph: Glyph, x: number): void {
  const start = x - glyph.bearing;
  const first = Math.max(0, -start);
  const last = Math.min(glyph.width, width - start);
  for (let row = 0; row < height; row++) {
    for (let column = first; column < last; column++) {
      const at = row * width + start + column;
      strip[at] = Math.max(strip[at] ?? 0, glyph.coverage[row * glyph.width + column] ?? 0);
    }
  }
}
