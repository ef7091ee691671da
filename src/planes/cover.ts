import { createNv12, type Nv12 } from '../core/nv12.ts';
import { isSameSize, type Rect, type Size } from '../core/size.ts';
import { copyArea, type FramePlace } from './copy-area.ts';

/** Keeps what is about to be covered in a frame whose memory is used again. */
export interface Cover {
  /** @param area px, even, but at the end of the film */
  keep(frame: Nv12, area: Rect): void;
  /** Puts back what was kept since the last time. */
  putBack(): void;
}

export function createCover(): Cover {
  let size: Size = { width: 0, height: 0 };
  let kept: FramePlace = { frame: createNv12(size), x: 0, y: 0 };
  let covered: FramePlace | undefined;
  return {
    keep(frame, area) {
      if (!isSameSize(area, size)) {
        size = { width: area.width, height: area.height };
        kept = { ...kept, frame: createNv12(size) };
      }
      covered = { frame, x: area.x, y: area.y };
      copyArea(covered, size, kept);
    },
    putBack() {
      if (covered) copyArea(kept, size, covered);
      covered = undefined;
    },
  };
}
