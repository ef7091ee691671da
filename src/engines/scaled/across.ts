import type { Edge } from '../../motions/motion.ts';
import type { SampledLevel } from './image-planes.ts';
import type { Kernel } from './kernel.ts';
import { type Between, between, PARTS } from './taps.ts';

export type Plane = 'luma' | 'chroma';

/** Rows of one level, interpolated across for one frame: each once while it is needed. */
export interface RowsAcross {
  /**
   * @param canvasWidth px; pixels beyond show its last one
   * @param width pixels, an even number
   */
  begin(level: SampledLevel, canvasWidth: number, width: number, edge: Edge): void;
  /** Where a row is in memory: a word a pixel of Y′, or of Cb and Cr in turn for each two pixels. */
  find(plane: Plane, texel: number): number;
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
    begin(next, canvasWidth, width, edge) {
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
        const place = x.first + x.step * Math.min(column, canvasWidth - 1);
        const { first, share } = between(place, planes.size.width, edge, at);
        addresses[places.luma.at / 4 + column] = 2 * first;
        addresses[places.chroma.at / 4 + column] = 4 * first;
        weigh(places.luma.weights / 2 + 2 * column, share);
        // Cb and Cr lie alike.
        weigh(places.chroma.weights / 2 + 4 * column, share);
        weigh(places.chroma.weights / 2 + 4 * column + 2, share);
      }
    },
    find(plane, texel) {
      const row = kept[plane].take(texel);
      if (row.number !== texel) {
        make(plane, texel, row.start);
        row.number = texel;
      }
      return row.start;
    },
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
