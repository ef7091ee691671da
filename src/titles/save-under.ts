import { createNv12, type Nv12 } from '../core/nv12.ts';
import { isSameSize, type Rect, type Size } from '../core/size.ts';
import { copyArea, type FramePlace } from './copy-area.ts';

/** Saves what a frame, whose memory is used again, holds under what is about to cover it. */
export interface SaveUnder {
  /** @param area px, even, but at the end of the film */
  save(frame: Nv12, area: Rect): void;
  /** Puts back what was saved since the last time. */
  restore(): void;
}

export function createSaveUnder(): SaveUnder {
  let size: Size = { width: 0, height: 0 };
  let saved: FramePlace = { frame: createNv12(size), x: 0, y: 0 };
  let covered: FramePlace | undefined;
  return {
    save(frame, area) {
      if (!isSameSize(area, size)) {
        size = { width: area.width, height: area.height };
        saved = { ...saved, frame: createNv12(size) };
      }
      covered = { frame, x: area.x, y: area.y };
      copyArea(covered, size, saved);
    },
    restore() {
      if (covered) copyArea(saved, size, covered);
      covered = undefined;
    },
  };
}
