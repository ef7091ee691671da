import { mat3 } from 'gl-matrix';
import type { Size } from '../core/size.ts';
import { frameAt, type Timeline } from '../core/timeline.ts';
import { type Movement, through } from '../motions/movement.ts';
import type { Layout } from './layout.ts';

type Drawn = Pick<Layout, 'box' | 'window'>;

/** Frames at which a movement is looked at; between them it is not much larger. */
const LOOKS = 32;
/** Places of the frame at which it is looked at, as a picture in perspective is not everywhere as large. */
const PLACES = [0, 0.5, 1];
/** Rounding errors make no texture larger. */
const EXACT = 1e-6;

/**
 * The texture that holds the image. Drawn smaller than it is, the image would shimmer as it moves: it is
 * resampled once to the size at which it is drawn where that is largest. The motions don't notice, as they
 * work in texture coordinates.
 */
export function textureSize(
  movement: Movement,
  image: Size,
  layout: Drawn,
  timeline: Timeline,
): Size {
  const drawn = largest(movement, layout, timeline);
  return {
    width: Math.min(image.width, Math.max(1, Math.ceil(drawn.width - EXACT))),
    height: Math.min(image.height, Math.max(1, Math.ceil(drawn.height - EXACT))),
  };
}

/** How large the whole image is drawn at most, px of the canvas. */
function largest(movement: Movement, { box, window }: Drawn, timeline: Timeline): Size {
  if (movement.slide !== undefined)
    return { width: box.width / window.width, height: box.height / window.height };
  const seen = through(window, mat3.create());
  const place = mat3.create();
  const size = { width: 0, height: 0 };
  for (let look = 0; look <= LOOKS; look++) {
    const index = Math.round((look * timeline.frameCount) / LOOKS);
    const frame = { ...frameAt(index, timeline), progress: look / LOOKS };
    mat3.multiply(place, movement.place(frame, place), seen);
    for (const x of PLACES) {
      for (const y of PLACES) {
        const { width, height } = sizeAt(place, x, y, box);
        size.width = Math.max(size.width, width);
        size.height = Math.max(size.height, height);
      }
    }
  }
  return size;
}

/** How large the whole image would be if it were everywhere as at this place of the frame, px. */
function sizeAt(m: mat3, x: number, y: number, box: Size): Size {
  const w = m[2] * x + m[5] * y + m[8];
  const [u, v] = [(m[0] * x + m[3] * y + m[6]) / w, (m[1] * x + m[4] * y + m[7]) / w];
  // The derivatives of both coordinates, along one px of the box each way.
  const along = (row: 0 | 1, at: number) =>
    Math.hypot(
      (m[row] - at * m[2]) / w / box.width,
      ((m[row + 3] ?? 0) - at * m[5]) / w / box.height,
    );
  return { width: 1 / along(0, u), height: 1 / along(1, v) };
}
