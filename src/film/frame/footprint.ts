import { mat3 } from 'gl-matrix';
import type { Size } from '../../core/size.ts';
import { frameAt, type Timeline } from '../../core/timeline.ts';
import { type Movement, through } from '../../motions/movement.ts';
import type { Layout } from './layout.ts';

type Drawn = Pick<Layout, 'box' | 'window'>;

/**
 * How far both coordinates of the image go from a pixel of the canvas to the next one on its right (x) and
 * below it (y), in shares of the image.
 */
export interface Footprint {
  readonly across: { readonly x: number; readonly y: number };
  readonly down: { readonly x: number; readonly y: number };
}

/** Frames at which a movement is looked at; between them it is not much larger or smaller. */
const LOOKS = 32;
/** Places of the frame at which it is looked at, as a picture in perspective is not everywhere as large. */
const PLACES = [0, 0.5, 1];

/** The footprints of pixels all over a film. */
export function* footprints(
  movement: Movement,
  { box, window }: Drawn,
  timeline: Timeline,
): Generator<Footprint> {
  const seen = through(window, mat3.create());
  const place = mat3.create();
  for (let look = 0; look <= LOOKS; look++) {
    const index = Math.round((look * timeline.frameCount) / LOOKS);
    const frame = { ...frameAt(index, timeline), progress: look / LOOKS };
    mat3.multiply(place, movement.place(frame, place), seen);
    for (const x of PLACES) for (const y of PLACES) yield footprintAt(place, x, y, box);
  }
}

function footprintAt(m: mat3, x: number, y: number, box: Size): Footprint {
  const w = m[2] * x + m[5] * y + m[8];
  const [u, v] = [(m[0] * x + m[3] * y + m[6]) / w, (m[1] * x + m[4] * y + m[7]) / w];
  return {
    across: { x: (m[0] - u * m[2]) / w / box.width, y: (m[3] - u * m[5]) / w / box.height },
    down: { x: (m[1] - v * m[2]) / w / box.width, y: (m[4] - v * m[5]) / w / box.height },
  };
}

/** The longest axis of the ellipse that a round pixel covers on a texture, texels. */
export function longestAxis({ across, down }: Footprint, texture: Size): number {
  const [a, b] = [across.x * texture.width, across.y * texture.width];
  const [c, d] = [down.x * texture.height, down.y * texture.height];
  const [rows, columns] = [a * a + b * b, c * c + d * d];
  return Math.sqrt((rows + columns + Math.hypot(rows - columns, 2 * (a * c + b * d))) / 2);
}
