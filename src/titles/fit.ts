import type { Size } from '../core/size.ts';
import { type TitlePlace, withFontSize } from '../film/frame/layout.ts';

/**
 * Makes letters smaller where the longest title of a film is wider than the canvas.
 *
 * @param longest how long it is in the place's own font size, px
 */
export function fitTitle(place: TitlePlace, canvas: Size, longest: number): TitlePlace {
  const { centre, fontSize } = place;
  const room = 2 * Math.min(centre, canvas.width - centre);
  if (longest <= room) return place;
  // Half a letter's space stays free on both sides.
  return withFontSize(place, (fontSize * room) / (longest + fontSize));
}

/** @returns a sentence for people, where letters were made smaller */
export function describeFit(asked: TitlePlace, { fontSize }: TitlePlace): string[] {
  if (fontSize === asked.fontSize) return [];
  return [
    `The title is wider than the film: its letters are ${px(fontSize)} px high instead of ${px(asked.fontSize)} px. A shorter one, or one in two lines, stays larger.`,
  ];
}

function px(size: number): string {
  return String(Number(size.toFixed(1)));
}
