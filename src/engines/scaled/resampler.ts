import type { Nv12 } from '../../core/planes/nv12.ts';
import type { Rect, Size } from '../../core/size.ts';
import type { Layout } from '../../film/frame/layout.ts';
import { evenAbove } from '../../core/values/whole-numbers.ts';
import type { Edges } from '../../motions/motion.ts';
import { createAcross, isWithin, type Plane, type RowsAcross } from './across.ts';
import type { SampledLevel } from './image-planes.ts';
import type { Kernel } from './kernel.ts';
import { type Between, between, PARTS } from './taps.ts';

/** What rows weigh together that are mixed: kernel.wat. */
const WEIGHT = 2 ** 14;
/** Samples that a kernel writes at once. */
const VECTOR = 8;
/** A level and the next coarser one. */
const MOST_LEVELS = 2;
/** Rows of each level that a row of a frame is mixed of, at most: of chroma, those of two rows of pixels. */
const MOST_ROWS = 4;

/**
 * Makes frames of levels, each row across first, then down. A frame is valid until the next.
 *
 * @param layout where the image stands, px; where the film is larger, the canvas' last row and column stand there twice
 */
export function createResampler(
  kernel: Kernel,
  { canvas, box }: Pick<Layout, 'canvas' | 'box'>,
  film: Size,
  edges: Edges,
): (levels: readonly SampledLevel[]) => Nv12 {
  // Two pixels share their chroma, even if there is but one.
  const width = evenAbove(film.width);
  const height = evenAbove(film.height);
  const stride = VECTOR * Math.ceil(width / VECTOR);
  const luma = { offset: kernel.allocate(stride * height), stride };
  const chroma = { offset: kernel.allocate((stride * height) / 2), stride };
  const across = Array.from({ length: MOST_LEVELS }, () => createAcross(kernel, stride, MOST_ROWS));
  const mixer = createMixer(kernel, canvas.height, box, edges.y);
  return (levels) => {
    const sampled = levels.map((level, n) => {
      const rows = across[n] as RowsAcross;
      rows.begin(level, canvas.width, box, width, edges.x);
      return { ...level, rows };
    });
    mixer.begin(sampled);
    for (let row = 0; row < height; row += 2) {
      const start = luma.offset + row * stride;
      mixer.mix('luma', row, 1, start, start + stride);
      mixer.mix('luma', row + 1, 1, start + stride, start + 2 * stride);
      const under = chroma.offset + (row / 2) * stride;
      mixer.mix('chroma', row, 2, under, under + stride);
    }
    return { bytes: new Uint8Array(kernel.buffer()), planes: [luma, chroma] };
  };
}

interface LevelAcross extends SampledLevel {
  readonly rows: RowsAcross;
}

/** Mixes rows of levels into rows of a frame. */
function createMixer(kernel: Kernel, canvasHeight: number, box: Rect, edge: Edges['y']) {
  const table = kernel.allocate(4 * MOST_LEVELS * MOST_ROWS);
  const weights = kernel.allocate(2 * MOST_LEVELS * MOST_ROWS);
  const at: Between = { first: 0, share: 0 };
  let levels: readonly LevelAcross[] = [];
  let words = new Int16Array(kernel.buffer());
  let addresses = new Uint32Array(kernel.buffer());
  let count = 0;
  const add = (address: number, weight: number) => {
    addresses[table / 4 + count] = address;
    words[weights / 2 + count] = weight;
    count++;
  };
  /** What stands at a row of pixels, in one level. */
  const addPixels = (
    { planes, rows, y }: LevelAcross,
    plane: Plane,
    row: number,
    weight: number,
  ) => {
    if (!isWithin(row, box.y, box.height)) {
      const behind = rows.background(plane);
      add(behind, weight);
      add(behind, 0);
      return;
    }
    const { height } = planes.size;
    const { first, share } = between(y.first + y.step * row, height, edge, at);
    // A texel by itself is looked at alone.
    const next = share === 0 ? first : (first + 1) % height;
    const below = Math.round((weight * share) / PARTS);
    add(rows.find(plane, first), weight - below);
    add(rows.find(plane, next), below);
  };
  return {
    begin(next: readonly LevelAcross[]) {
      levels = next;
      words = new Int16Array(kernel.buffer());
      addresses = new Uint32Array(kernel.buffer());
    },
    /** Writes what stands at so many rows of pixels, each as much. */
    mix(plane: Plane, row: number, rowCount: number, to: number, end: number) {
      count = 0;
      let left = WEIGHT;
      for (const level of levels) {
        const weight = Math.round((level.share * WEIGHT) / rowCount);
        for (let n = row; n < row + rowCount; n++)
          addPixels(level, plane, Math.min(n, canvasHeight - 1), weight);
        left -= rowCount * weight;
      }
      // What was rounded away.
      words[weights / 2] = (words[weights / 2] ?? 0) + left;
      kernel.down(table, table + 4 * count, weights, to, end);
    },
  };
}
