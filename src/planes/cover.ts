import type { Nv12, PlanePlace } from '../core/nv12.ts';
import type { Rect, Size } from '../core/size.ts';
import { type BytePlane, copyBlock } from './byte-plane.ts';

/** Keeps what is about to be covered in a frame whose memory is used again. */
export interface Cover {
  /** @param area px, even, but at the end of the film */
  keep(frame: Nv12, area: Rect): void;
  /** Puts back what was kept since the last time. */
  putBack(): void;
}

export function createCover(): Cover {
  let memory = new Uint8Array();
  let restore = () => {};
  return {
    keep({ bytes, planes: [luma, chroma] }, { x, y, width, height }) {
      const size = 2 * width * height + 2 * width;
      if (memory.length < size) memory = new Uint8Array(size);
      const cells = { width: 2 * Math.ceil(width / 2), height: Math.ceil(height / 2) };
      const blocks = [
        createBlock(planeFrom(bytes, luma, x, y), { width, height }, memory, 0),
        createBlock(planeFrom(bytes, chroma, x, y / 2), cells, memory, width * height),
      ];
      for (const { keep } of blocks) keep();
      restore = () => {
        for (const { putBack } of blocks) putBack();
      };
    },
    putBack() {
      restore();
      restore = () => {};
    },
  };
}

function planeFrom(bytes: Uint8Array, place: PlanePlace, x: number, y: number): BytePlane {
  const { offset, stride } = place;
  return { bytes, offset: offset + y * stride + x, stride };
}

/** The first columns and rows of a plane, and where they are kept. */
function createBlock(plane: BytePlane, size: Size, bytes: Uint8Array, offset: number) {
  const kept = { bytes, offset, stride: size.width };
  return {
    keep: () => copyBlock(plane, size, kept, 0, 0),
    putBack: () => copyBlock(kept, size, plane, 0, 0),
  };
}
