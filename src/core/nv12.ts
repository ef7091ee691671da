import type { Size } from './size.ts';

/**
 * How an NV12 frame lies in memory: a plane of Y′, then one of Cb and Cr in turn at half the size.
 * Rows are padded to whole RGBA texels, four bytes each, which is how the GPU writes them.
 */
export interface Nv12Layout {
  /** The framebuffer that the planes are drawn into, texels. */
  readonly texels: Size;
  readonly byteLength: number;
  /** As VideoFrame takes it. */
  readonly planes: readonly [
    { offset: number; stride: number },
    { offset: number; stride: number },
  ];
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
