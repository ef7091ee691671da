import type { Sampling } from '../sampling.ts';
import type { Size } from '../size.ts';
import type { Frame } from '../timeline.ts';

/**
 * A frame whose samples have ten bits, each in sixteen of them: Y′, Cb and Cr (or green, blue and red), one plane behind
 * the other, their rows without padding; as WebCodecs has I420P10 and I444P10.
 */
export interface DeepPlanes {
  readonly samples: Uint16Array<ArrayBuffer>;
}

/** A frame of a film, and its planes. */
export interface DeepFrame {
  readonly frame: Frame;
  readonly planes: DeepPlanes;
}

/** Makes frames in any order, with their titles; each is valid until the next, of whatever row: several may be under way at once. */
export type MakeDeepPlanes = (
  frames: Iterable<Frame>,
  size: Size,
  sampling: Sampling | undefined,
) => Iterable<DeepFrame>;

/**
 * The size of the planes of colours.
 *
 * @param sampling left out: 4:2:0
 */
export function colourPlaneSize({ width, height }: Size, sampling: Sampling | undefined): Size {
  if (sampling !== undefined) return { width, height };
  return { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
}

/** Samples of all three planes. */
export function countSamples(size: Size, sampling: Sampling | undefined): number {
  const { width, height } = colourPlaneSize(size, sampling);
  return size.width * size.height + 2 * width * height;
}
