import type { Nv12 } from '../../core/planes/nv12.ts';
import type { Size } from '../../core/size.ts';
import { copyBlock } from '../../core/planes/byte-plane.ts';

/**
 * Whether VideoFrame takes planes from where its `layout` says. Firefox (153) does not: it reads them one
 * behind the other, without a word.
 */
export async function honoursLayout(): Promise<boolean> {
  const level = 99;
  // 2×2 pixels in rows of four bytes; Cb and Cr stand before Y′.
  const bytes = Uint8Array.from([1, 2, 0, 0, level, level, 0, 0, level, level, 0, 0]);
  const layout = [
    { offset: 4, stride: 4 },
    { offset: 0, stride: 4 },
  ];
  const frame = new VideoFrame(bytes, {
    format: 'NV12',
    codedWidth: 2,
    codedHeight: 2,
    timestamp: 0,
    layout,
  });
  try {
    const copy = new Uint8Array(frame.allocationSize());
    const [luma] = await frame.copyTo(copy);
    const start = luma?.offset ?? 0;
    const stride = luma?.stride ?? 0;
    return [0, 1, stride, stride + 1].every((place) => copy[start + place] === level);
  } finally {
    frame.close();
  }
}

/** Puts planes one behind the other, as VideoFrame takes them without a layout. */
export function createPacker(size: Size): (frame: Nv12) => Uint8Array<ArrayBuffer> {
  const { width, height } = size;
  const cells = { width: 2 * Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const packed = new Uint8Array(width * height + cells.width * cells.height);
  const toLuma = { bytes: packed, offset: 0, stride: width };
  const toChroma = { bytes: packed, offset: width * height, stride: cells.width };
  return ({ bytes, planes: [luma, chroma] }) => {
    copyBlock({ bytes, ...luma }, size, toLuma, 0, 0);
    copyBlock({ bytes, ...chroma }, cells, toChroma, 0, 0);
    return packed;
  };
}
