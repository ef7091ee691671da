import { CENTRE } from '../../film/frame/fit.ts';
import { usesFocus } from '../../film/frame/focus.ts';
import { cropTo } from '../../core/picture/crop.ts';
import { applyOption, clearOption } from '../../film/options/option-values.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { type KenBurns, placeBoxes } from '../../motions/ken-burns.ts';
import type { MotionSpec, Window } from '../../motions/motion.ts';
import { isWhole, WHOLE } from '../../motions/movement.ts';
import { withValues } from './drag-motion.ts';
import type { Edit } from '../project/project.ts';

/** Moved from where it was, in shares of what it lies on, and what that sets. */
export type Move = (x: number, y: number) => Edit;

/** What a film shows of its picture, or a point of it: something to take hold of. */
export interface PictureBox {
  readonly name: string;
  readonly label: string;
  /** In shares of the picture; of a point without a size. */
  readonly rect: Window;
  readonly move: Move;
  /**
   * Its size, given the share of the sides that it has now; the point stays where it is.
   *
   * @param at in shares of the box
   */
  readonly resize?: (factor: number, at: readonly [number, number]) => Edit;
  /** A corner goes elsewhere, and the one across stays; left out: the box keeps its shape. */
  readonly stretch?: (corner: Corner, x: number, y: number) => Edit;
}

/** Which side of a box it is at, along both axes. */
export type Corner = readonly [x: 0 | 1, y: 0 | 1];

/** How much larger than the frame a box may make the picture by hand; what is typed may go beyond. */
const MOST = 20;

/** All that a film's spec says of its picture as places in it; the first one is what is taken of it. */
export function boxesOf(plan: RenderPlan): readonly PictureBox[] {
  const { spec, layout, show } = plan;
  // Of several pictures each is another one.
  if (show !== undefined) return [];
  const motions = spec.motions.flatMap((motion, place) => boxesOfMotion(motion, place, plan));
  const showsPart = !isWhole(layout.window) && spec.layout === 'fill' && motions.length === 0;
  const ofImage = [
    ...(showsPart ? [frameOf(layout.window)] : []),
    ...motions,
    ...(usesFocus(spec) ? [focusOf(spec.focus ?? CENTRE)] : []),
  ];
  const taken = takenOf(plan);
  return [cropOf(taken), ...ofImage.map((box) => within(taken, box))];
}

/** What is taken of the picture, in shares of it. */
export function takenOf({ picture, crop }: Pick<RenderPlan, 'picture' | 'crop'>): Window {
  if (crop === undefined) return WHOLE;
  return {
    x: crop.x / picture.width,
    y: crop.y / picture.height,
    width: crop.width / picture.width,
    height: crop.height / picture.height,
  };
}

/** A box of what is taken of the picture as one of the picture. */
function within(taken: Window, { rect, move, ...box }: PictureBox): PictureBox {
  return {
    ...box,
    rect: {
      x: taken.x + rect.x * taken.width,
      y: taken.y + rect.y * taken.height,
      width: rect.width * taken.width,
      height: rect.height * taken.height,
    },
    move: (x, y) => move(x / taken.width, y / taken.height),
  };
}

function boxesOfMotion(motion: MotionSpec, place: number, plan: RenderPlan): PictureBox[] {
  const { window } = plan.layout;
  if (motion.kind === 'pan') {
    const { from, to, zoom } = motion as unknown as Record<'from' | 'to', [number, number]> & {
      zoom: number;
    };
    const [width, height] = [window.width / zoom, window.height / zoom];
    const box = (name: 'from' | 'to', label: string, [x, y]: readonly [number, number]) => {
      const rect = { x: x * (1 - width), y: y * (1 - height), width, height };
      return { name: `${place}-${name}`, label, rect, move: movesPlace(place, 'pan', name, rect) };
    };
    return [box('from', 'From', from), box('to', 'To', to)];
  }
  if (motion.kind !== 'kenburns') return [];
  const focus = plan.spec.focus ?? CENTRE;
  // Its values have been checked against its own parameters.
  const boxes = placeBoxes(motion as unknown as KenBurns, { window, focus });
  return boxes.map(({ x, y, scale }, n) => {
    const [width, height] = [window.width / scale, window.height / scale];
    const [name, size] = n === 0 ? (['from', 'start'] as const) : (['to', 'end'] as const);
    const rect = { x: x - width / 2, y: y - height / 2, width, height };
    return {
      name: `${place}-${name}`,
      label: n === 0 ? 'From' : 'To',
      rect,
      move: movesPlace(place, 'kenburns', name, rect),
      resize(factor, at) {
        const next = resized(rect, window, factor, at);
        return withValues(place, 'kenburns', {
          [name]: placeOf(next),
          [size]: String(Number((window.width / next.width).toFixed(2))),
        });
      },
    };
  });
}

function movesPlace(place: number, kind: string, name: string, rect: Window): Move {
  return (x, y) => withValues(place, kind, { [name]: placeOf(moved(rect, x, y)) });
}

function frameOf(rect: Window): PictureBox {
  const move: Move = (x, y) => withOption('position', placeOf(moved(rect, x, y)));
  return { name: 'frame', label: 'Frame', rect, move };
}

function cropOf(rect: Window): PictureBox {
  const set = (next: Window) => withOption('crop', cropTo(next) ?? '');
  return {
    name: 'crop',
    label: 'Crop',
    rect,
    move: (x, y) => set(moved(rect, x, y)),
    resize: (factor, at) => set(resized(rect, WHOLE, factor, at)),
    stretch([atX, atY], x, y) {
      const across = stretched(rect.x, rect.width, atX, x);
      const down = stretched(rect.y, rect.height, atY, y);
      return set({ x: across.start, y: down.start, width: across.length, height: down.length });
    },
  };
}

/** One side of a box whose one end moves; it stays in the picture, and some of it is left. */
function stretched(start: number, length: number, end: 0 | 1, by: number) {
  const stop = start + length;
  if (end === 1) return { start, length: clamp(stop + by, start + 1 / MOST, 1) - start };
  const first = clamp(start + by, 0, stop - 1 / MOST);
  return { start: first, length: stop - first };
}

function focusOf([x, y]: readonly [number, number]): PictureBox {
  const rect = { x, y, width: 0, height: 0 };
  const move: Move = (byX, byY) => withOption('focus', placeOf(moved(rect, byX, byY)));
  return { name: 'focus', label: 'Point of interest', rect, move };
}

function withOption(name: string, text: string): Edit {
  const option = SPEC_OPTIONS.find((each) => each.name === name);
  if (option === undefined) throw new Error(`there is no option ${name}`);
  return (draft) => (text === '' ? clearOption(option, draft) : applyOption(option, draft, text));
}

/** It stays in the picture. */
function moved({ x, y, width, height }: Window, byX: number, byY: number): Window {
  return { x: clamp(x + byX, 0, 1 - width), y: clamp(y + byY, 0, 1 - height), width, height };
}

/** In the frame's own shape, at most as large as the frame can be, and within the picture. */
function resized(
  { x, y, width, height }: Window,
  most: Window,
  factor: number,
  [atX, atY]: readonly [number, number],
): Window {
  const least = most.width / MOST / width;
  const scale = clamp(factor, least, most.width / width);
  return moved(
    {
      x: x + atX * width * (1 - scale),
      y: y + atY * height * (1 - scale),
      width: width * scale,
      height: height * scale,
    },
    0,
    0,
  );
}

/** Where a box stands in what it leaves over of the picture, as it is typed. */
function placeOf({ x, y, width, height }: Window): string {
  const share = (at: number, length: number) =>
    `${Number((100 * (length > 1 - 1e-9 ? 0.5 : at / (1 - length))).toFixed(1))}%`;
  return `${share(x, width)} ${share(y, height)}`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
