import type { TitlePlace } from '../film/layout.ts';
import type { Nv12 } from '../core/nv12.ts';
import type { Rect, Size } from '../core/size.ts';
import type { TitleColors } from './colors.ts';
import { copyArea } from './copy-area.ts';
import { createSaveUnder } from './save-under.ts';
import type { TitleImage } from './image.ts';
import { createTitleStrip } from './strip.ts';

/** Lays titles over planes, one at a time. */
export interface TitleLayer {
  /** Takes each title in turn. */
  lay(planes: Nv12, filmSize: Size, title: TitleImage): void;
  /** Gives back what the last title covers: its planes may be used again. */
  lift(): void;
}

/**
 * Lays titles over the NV12 planes of a frame as the shader lays them over RGB. It is done here because draw
 * calls for so few pixels cost as much as everything else that is done for a frame (docs/performance.md).
 */
export function createTitleLayer({ top, height }: TitlePlace, colors: TitleColors): TitleLayer {
  const under = createSaveUnder();
  const strip = createTitleStrip(height, colors);
  return {
    lay(planes, filmSize, title) {
      strip.print(title);
      const { from, to } = title.span;
      // A title's columns are even in number; those of a film need not be.
      const width = Math.min(to, filmSize.width) - from;
      const area: Rect = {
        x: from,
        y: top,
        width,
        height: Math.min(height, filmSize.height - top),
      };
      under.save(planes, area);
      copyArea({ frame: strip.planes, x: 0, y: 0 }, area, { frame: planes, x: from, y: top });
    },
    lift: () => under.restore(),
  };
}
