import type { Rect } from '../../core/size.ts';
import type { Edge } from '../../motions/motion.ts';
import { backgroundTexel, type SampledLevel } from './image-planes.ts';
import type { Kernel } from './kernel.ts';
import { type Between, between, PARTS } from './taps.ts';

export type Plane = 'luma' | 'chroma';

/** Rows of one level, interpolated across for one frame: each once while it is needed. */
export interface RowsAcross {
  /**
   * @param canvasWidth px; pixels beyond show its last one
   * @param box where the image stands
   * @param width pixels, an even number
   */
  begin(level: SampledLevel, canvasWidth: number, box: Rect, width: number, edge: Edge): void;
  /** Where a row is in memory: a word a pixel of Y′, or of Cb and Cr in turn for each two pixels. */
  find(plane: Plane, texel: number): number;
  /** Where a row is that shows nothing of the image. */
  background(plane: Plane): number;
}

/** Whether the middle of a pixel is in a part of an axis. */
export function isWithin(pixel: number, start: number, length: number): boolean {
  const place = pixel + 0.5 - start;
  return place >= 0 && place < length;
}

/**
 * @param samples in a row, a multiple of eight
 * @param most rows that have to be there at once
 */
export function createAcross(kernel: Kernel, samples: number, most: number): RowsAcross {
  // Texels by their places in a row, and what both neighbours weigh.
  const places = {
    luma: { at: kernel.allocate(4 * samples), weights: kernel.allocate(4 * samples) },
    chroma: { at: kernel.allocate(4 * samples), weights: kernel.allocate(8 * samples) },
  };
  const kept = {
    luma: createKept(kernel, 2 * samples, most + 1),
    chroma: createKept(kernel, 2 * samples, most + 1),
  };
  const behind = { luma: kernel.allocate(2 * samples), chroma: kernel.allocate(2 * samples) };
  const at: Between = { first: 0, share: 0 };
  let level: SampledLevel | undefined;
  const make = (plane: Plane, texel: number, to: number) => {
    if (level === undefined) throw new Error('rows of no level were asked for');
    const { start, stride } = level.planes[plane];
    const run = plane === 'luma' ? kernel.acrossLuma : kernel.acrossChroma;
    const { at: table, weights } = places[plane];
    run(start + texel * stride, table, weights, to, to + 2 * samples);
  };
  return {
    begin(next, canvasWidth, box, width, edge) {
      level = next;
      kept.luma.forget();
      kept.chroma.forget();
      const addresses = new Uint32Array(kernel.buffer());
      const words = new Int16Array(kernel.buffer());
      const weigh = (start: number, share: number) => {
        words[start] = PARTS - share;
        words[start + 1] = share;
      };
      const { x, planes } = next;
      for (let column = 0; column < width; column++) {
        const shown = Math.min(column, canvasWidth - 1);
        if (isWithin(shown, box.x, box.width)) {
          between(x.first + x.step * shown, planes.size.width, edge, at);
        } else {
          at.first = backgroundTexel(planes);
          at.share = 0;
        }
        const { first, share } = at;
        addresses[places.luma.at / 4 + column] = 2 * first;
        addresses[places.chroma.at / 4 + column] = 4 * first;
        weigh(places.luma.weights / 2 + 2 * column, share);
        // Cb and Cr lie alike.
        weigh(places.chroma.weights / 2 + 4 * column, share);
        weigh(places.chroma.weights / 2 + 4 * column + 2, share);
      }
      const { luma, chroma } = planes;
      const texel = backgroundTexel(planes);
      const [luminance, cb] = [luma.start / 2 + texel, chroma.start / 2 + 2 * texel];
      words.fill(words[luminance] ?? 0, behind.luma / 2, behind.luma / 2 + samples);
      for (let n = 0; n < samples; n++) words[behind.chroma / 2 + n] = words[cb + (n % 2)] ?? 0;
    },
    find(plane, texel) {
      const row = kept[plane].take(texel);
      if (row.number !== texel) {
        make(plane, texel, row.start);
        row.number = texel;
      }
      return row.start;
    },
    background: (plane) => behind[plane],
  };
}

/** Room for the rows that were used last. */
function createKept(kernel: Kernel, bytes: number, count: number) {
  const NONE = -1;
  const rows = Array.from({ length: count }, () => ({
    start: kernel.allocate(bytes),
    number: NONE,
    used: 0,
  }));
  let clock = 0;
  return {
    /** The row of that number if it is there, otherwise the one that was used longest ago. */
    take(number: number) {
      let found = rows[0] as (typeof rows)[number];
      for (const row of rows) {
        if (row.number === number) {
          found = row;
          break;
        }
        if (row.used < found.used) found = row;
      }
      found.used = ++clock;
      return found;
    },
    forget() {
      for (const row of rows) row.number = NONE;
    },
  };
}
