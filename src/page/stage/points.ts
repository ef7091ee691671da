import { parametersOf } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { findMotion } from '../../motions/index.ts';
import { ABOUT, pointOf } from '../../motions/parameters.ts';
import { CENTRE } from '../../film/frame/fit.ts';
import { type Parameter, writeValue } from '../../core/values/parameter.ts';
import type { Move } from './boxes.ts';
import { EFFECT_LAYERS, type LayerKind, MOTION_LAYERS } from '../layers/layer-kinds.ts';
import { type LayerSpec, placeSince } from '../layers/layer-keys.ts';

/** A point of the frame that a motion or an effect goes by. */
export interface FramePoint {
  readonly name: string;
  readonly label: string;
  /** In shares of the film. */
  readonly at: readonly [number, number];
  readonly move: Move;
}

/** All that a film's motions and effects say as points of the frame. */
export function pointsOf(plan: RenderPlan): readonly FramePoint[] {
  const { spec, layout } = plan;
  const { window } = layout;
  // Of several pictures each has its own.
  const moving = plan.show ? [] : spec.motions;
  const motions = moving.flatMap((motion, place) =>
    findMotion(motion.kind)
      .parameters.filter(({ name }) => name === ABOUT.name)
      .map((parameter) => {
        const about = motion[parameter.name] as readonly [number, number] | 'auto';
        const shown = { ...plan.image, window, focus: spec.focus ?? CENTRE };
        const [x, y] = pointOf(about, shown);
        const at = [(x - window.x) / window.width, (y - window.y) / window.height] as const;
        return createPoint(plan, MOTION_LAYERS, place, motion, parameter, at);
      }),
  );
  const effects = spec.effects.flatMap((effect, place) =>
    parametersOf(effectOf(effect))
      .filter(({ kind, min, max }) => kind === 'vec2' && min === 0 && max === 1)
      .map((parameter) => {
        const at = effect[parameter.name] as readonly [number, number];
        return createPoint(plan, EFFECT_LAYERS, place, effect, parameter, at);
      }),
  );
  return [...motions, ...effects];
}

/** @param at in shares of the place where the picture is drawn */
function createPoint(
  { layout: { box, canvas } }: RenderPlan,
  kind: LayerKind,
  place: number,
  spec: LayerSpec,
  parameter: Parameter,
  at: readonly [number, number],
): FramePoint {
  return {
    name: `${kind.field}-${place}-${parameter.name}`,
    label: `${kind.about(spec).label}: ${parameter.label}`,
    at: [(box.x + at[0] * box.width) / canvas.width, (box.y + at[1] * box.height) / canvas.height],
    move(x, y) {
      const next = [
        share(at[0] + (x * canvas.width) / box.width),
        share(at[1] + (y * canvas.height) / box.height),
      ];
      const text = writeValue(parameter, next);
      return (draft, seen) => {
        const now = placeSince(place, kind.read(seen), kind.read(draft));
        return kind.set(draft, now, parameter, text);
      };
    },
  };
}

function share(value: number): number {
  return Number(Math.min(Math.max(value, 0), 1).toFixed(3));
}
