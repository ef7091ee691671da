import type { Frame } from '../core/timeline.ts';
import type { RenderPlan } from '../film/plan.ts';
import { type Shown, shownAt } from '../film/time/show.ts';

// Frames of a show by what draws them: a picture alone, or two of them and their transition.

export function shownIn({ show }: RenderPlan, index: number): Shown {
  if (show === undefined) throw new Error('a film of one picture is drawn by its renderer');
  return shownAt(show, index);
}

export function picturesOf({ picture, next }: Shown): number[] {
  return next === undefined ? [picture] : [picture, next.picture];
}

/** Frames with the same key are drawn by the same view. */
export function keyOf({ picture, next }: Shown): string {
  return next === undefined ? `${picture}` : `${picture} ${next.picture}`;
}

/** The frame of its view that shows it. */
export function placeOf({ frame, next }: Shown): number {
  return next === undefined ? frame : next.step;
}

/** Frames that are taken at once at most: a picture may stand for hours. */
const LONGEST_ROW = 240;

/** Frames in rows that one view draws. */
export function* rowsOf(frames: Iterable<Frame>, plan: RenderPlan): Generator<Frame[]> {
  let row: Frame[] = [];
  let key = '';
  for (const frame of frames) {
    const own = keyOf(shownIn(plan, frame.index));
    if (row.length === LONGEST_ROW || (row.length > 0 && own !== key)) {
      yield row;
      row = [];
    }
    key = own;
    row.push(frame);
  }
  if (row.length > 0) yield row;
}
