import type { TitlePlace } from '../film/frame/layout.ts';
import type { Nv12 } from '../core/planes/nv12.ts';
import { isSameSize, type Rect, type Size } from '../core/size.ts';
import { createPatch, type Patch } from './patch.ts';
import type { SaveUnder } from './save-under.ts';
import type { TitleImage } from './image.ts';
import { createTitleStrip, type Printing } from './strip.ts';

/** Lays titles over planes, one at a time; takes each title in turn. */
export type TitleLayer = (planes: Nv12, filmSize: Size, title: TitleImage) => void;

/**
 * Lays titles over the NV12 planes of a frame as the shader lays them over RGB. It is done here because draw
 * calls for so few pixels cost as much as everything else that is done for a frame (docs/performance.md).
 *
 * @param under keeps what they cover
 */
export function createTitleLayer(
  { top, height }: TitlePlace,
  printing: Printing,
  under: SaveUnder,
): TitleLayer {
  const strip = createTitleStrip(height, printing);
  let patch: Patch | undefined;
  return (planes, filmSize, title) => {
    strip.print(title);
    const { from, to } = title.span;
    const area: Rect = {
      x: from,
      y: top,
      // A title's columns are even in number; those of a film need not be.
      width: Math.min(to, filmSize.width) - from,
      height: Math.min(height, filmSize.height - top),
    };
    if (patch?.planes !== strip.planes || !isSameSize(area, patch))
      patch = createPatch(strip.planes, area);
    under.save(planes, area);
    patch.put(planes, from, top);
  };
}
