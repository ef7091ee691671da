import { createNv12, type Nv12 } from '../core/planes/nv12.ts';
import { isSameSize, type Rect } from '../core/size.ts';
import { createPatch } from './patch.ts';

/** Saves what a frame, whose memory is used again, holds under what is about to cover it. */
export interface SaveUnder {
  /** @param area px, even, but at the end of the film */
  save(frame: Nv12, area: Rect): void;
  /** Puts back what was saved since the last time. */
  restore(): void;
}

export function createSaveUnder(): SaveUnder {
  let saved = createPatch(createNv12(NOTHING), NOTHING);
  let covered: { readonly frame: Nv12; readonly area: Rect } | undefined;
  return {
    save(frame, area) {
      if (!isSameSize(area, saved)) saved = createPatch(createNv12(area), area);
      covered = { frame, area };
      saved.take(frame, area.x, area.y);
    },
    restore() {
      if (covered) saved.put(covered.frame, covered.area.x, covered.area.y);
      covered = undefined;
    },
  };
}

const NOTHING = { width: 0, height: 0 };
