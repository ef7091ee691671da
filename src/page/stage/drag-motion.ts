import { secondsAt } from '../../core/timeline.ts';
import { asNumber } from '../../core/fraction.ts';
import { drawnLengths } from '../../film/frame/moving.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { findMotion } from '../../motions/index.ts';
import { placeSince } from '../layers/layer-keys.ts';
import { MOTION_LAYERS } from '../layers/layer-kinds.ts';
import type { Edit } from '../project/project.ts';

/** Across and down, px of the frame a second: where the picture goes. */
export type Velocity = readonly [x: number, y: number];

/** What a drag over the film comes to. */
export interface DraggedMotion {
  /** As it is kept: snapped to an axis, and no faster than it can be. */
  readonly velocity: Velocity;
  /** In figures, for people. */
  readonly words: string;
  readonly edit: Edit;
}

/** Nearer to an axis than this, a pan goes along it: the tangent of 10°. */
const SNAP = Math.tan(Math.PI / 18);

/** Which motion of the film a drag sets: the first that has a direction and a speed; -1: none. */
export function draggable({ spec }: Pick<RenderPlan, 'spec'>): number {
  if (spec.pictures !== undefined) return -1;
  return spec.motions.findIndex(({ kind }) => kind === 'roll' || kind === 'pan');
}

/**
 * The film with its motion in the direction of a drag, and as fast as the drag is long in a second.
 *
 * @param place of the motion, as `draggable` says
 */
export function dragMotion(plan: RenderPlan, place: number, dragged: Velocity): DraggedMotion {
  return plan.spec.motions[place]?.kind === 'pan'
    ? dragPan(plan, place, dragged)
    : dragRoll(plan, place, dragged);
}

function dragRoll(plan: RenderPlan, place: number, [x, y]: Velocity): DraggedMotion {
  const axis = Math.abs(x) >= Math.abs(y) ? 'x' : 'y';
  const speed = rounded(axis === 'x' ? x : y);
  const withSpeed = withValues(place, 'roll', {
    axis: axis === 'x' ? '' : 'y',
    reverse: '',
    speed: String(speed),
  });
  const around = asNumber(drawnLengths(plan)[axis]) / Math.abs(speed);
  return {
    velocity: axis === 'x' ? [speed, 0] : [0, speed],
    words: `${describe(axis === 'x' ? [speed, 0] : [0, speed])} · once around in ${Number(around.toFixed(1))} s`,
    edit: (draft, seen) => withSpeed(withoutOldRange(draft), seen),
  };
}

/** Another speed makes a loop of another length, of which a part has no meaning. */
function withoutOldRange(draft: SpecDraft): SpecDraft {
  if ((draft['frames'] ?? draft['duration']) !== undefined) return draft;
  const { range: _, ...kept } = draft;
  return kept;
}

/** The picture goes along with the drag, so the frame goes over it the other way; it stays within the picture. */
function dragPan(plan: RenderPlan, place: number, dragged: Velocity): DraggedMotion {
  const { box, window } = plan.layout;
  const { zoom = 1, back } = plan.spec.motions[place] as { zoom?: number; back?: boolean };
  const seconds = secondsAt(plan.cycle, plan.fps) / (back === true ? 2 : 1);
  const room = [
    box.width * (zoom / window.width - 1),
    box.height * (zoom / window.height - 1),
  ] as const;
  const [x, y] = snapped(dragged);
  const asked = [shareOf(-x * seconds, room[0]), shareOf(-y * seconds, room[1])] as const;
  const most = Math.max(Math.abs(asked[0]), Math.abs(asked[1]));
  const scale = most > 1 ? 1 / most : 1;
  const way = [asked[0] * scale, asked[1] * scale] as const;
  const velocity = [(-way[0] * room[0]) / seconds, (-way[1] * room[1]) / seconds] as const;
  const end = most > 1 ? ` · all there is in ${Number(seconds.toFixed(1))} s` : '';
  return {
    velocity,
    words: describe(velocity) + end,
    edit: withValues(place, 'pan', {
      from: placeText(0.5 - way[0] / 2, 0.5 - way[1] / 2),
      to: placeText(0.5 + way[0] / 2, 0.5 + way[1] / 2),
    }),
  };
}

function snapped([x, y]: Velocity): Velocity {
  if (Math.abs(y) < SNAP * Math.abs(x)) return [x, 0];
  return Math.abs(x) < SNAP * Math.abs(y) ? [0, y] : [x, y];
}

function shareOf(way: number, room: number): number {
  return room < 1e-6 ? 0 : way / room;
}

/** Steps that a hand can choose between: 1 below 20 px/s, 5 below 200, 10 above. */
function rounded(speed: number): number {
  const size = Math.abs(speed);
  const step = size < 20 ? 1 : size < 200 ? 5 : 10;
  return (Math.sign(speed) || 1) * Math.max(1, Math.round(size / step) * step);
}

const ARROWS = ['→', '↘', '↓', '↙', '←', '↖', '↑', '↗'];

function describe([x, y]: Velocity): string {
  const eighth = Math.round(Math.atan2(y, x) / (Math.PI / 4));
  return `${ARROWS[(eighth + 8) % 8]} ${Math.round(Math.hypot(x, y))} px/s`;
}

function placeText(...shares: readonly [number, number]): string {
  return shares.map((share) => `${Number((100 * share).toFixed(1))}%`).join(' ');
}

/** As if each had been typed, in this order. */
export function withValues(
  place: number,
  kind: string,
  values: Readonly<Record<string, string>>,
): Edit {
  const { parameters } = findMotion(kind);
  return (draft, seen) => {
    const now = placeSince(place, MOTION_LAYERS.read(seen), MOTION_LAYERS.read(draft));
    return Object.entries(values).reduce((edited, [name, text]) => {
      const parameter = parameters.find((each) => each.name === name);
      return parameter ? MOTION_LAYERS.set(edited, now, parameter, text) : edited;
    }, draft);
  };
}
