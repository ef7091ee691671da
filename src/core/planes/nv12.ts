import type { Size } from '../size.ts';
import type { Frame } from '../timeline.ts';

/** Where a plane begins, and how many bytes its rows are apart; as VideoFrame takes it. */
export interface PlanePlace {
  readonly offset: number;
  readonly stride: number;
}

/**
 * How an NV12 frame lies in memory: a plane of Y′, then one of Cb and Cr in turn at half the size.
 * Rows are padded to whole RGBA texels, four bytes each, which is how the GPU writes them.
 */
export interface Nv12Layout {
  /** The framebuffer that the planes are drawn into, texels. */
  readonly texels: Size;
  readonly byteLength: number;
  readonly planes: readonly [luma: PlanePlace, chroma: PlanePlace];
}

/** An NV12 frame in memory, among other things perhaps. */
export interface Nv12 {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly planes: readonly [luma: PlanePlace, chroma: PlanePlace];
}

/** A frame of a film, and its planes. */
export interface FramePlanes {
  readonly frame: Frame;
  readonly planes: Nv12;
  /** How many frames right before it, of those that are made in a row, show just the same; left out: none. */
  readonly repeats?: number;
}

export function nv12Layout({ width, height }: Size): Nv12Layout {
  // One texel holds four Y′, or two pairs of Cb and Cr: the same four columns of pixels.
  const columns = Math.ceil(width / 4);
  const rows = height + Math.ceil(height / 2);
  const stride = 4 * columns;
  return {
    texels: { width: columns, height: rows },
    byteLength: stride * rows,
    planes: [
      { offset: 0, stride },
      { offset: stride * height, stride },
    ],
  };
}

/** A new frame, all zeros. */
export function createNv12(size: Size): Nv12 {
  const { byteLength, planes } = nv12Layout(size);
  return { bytes: new Uint8Array(byteLength), planes };
}
