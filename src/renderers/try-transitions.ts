import { planRender, type RenderPlan } from '../film/plan.ts';
import { passingAt } from '../film/spec/transition.ts';
import { passingSpec } from '../film/time/show.ts';
import type { EffectSpec } from '../effects/effect.ts';
import type { GraphicsContext } from '../gl/context.ts';
import type { DecodedFiles } from '../gl/files.ts';
import { createScene } from '../gl/scene.ts';
import { createTarget } from '../gl/target.ts';

/** One pixel, which the slowest shader draws: programs are compiled when they are drawn first. */
const FRAME = { width: 1, height: 1 };

const known = new WeakMap<GraphicsContext, Set<string>>();

/**
 * Compiles the transitions of others before a film begins: what is wrong with one would be seen where it is due, minutes
 * later.
 *
 * @throws StillmotionError `shader-failed`
 */
export function tryTransitions(context: GraphicsContext, film: RenderPlan, files: DecodedFiles) {
  const right = known.get(context) ?? new Set();
  known.set(context, right);
  const { transitions = [] } = film.spec;
  const due = Math.min(transitions.length, film.show?.slots.length ?? 0);
  for (let n = 0; n < due; n++) {
    const { effect } = passingAt(transitions, n);
    const text = JSON.stringify([effect.source, effect.vertex]);
    if (effect.source === undefined || right.has(text)) continue;
    compile(context, film, effect, files);
    right.add(text);
  }
}

function compile(
  context: GraphicsContext,
  { spec }: RenderPlan,
  effect: EffectSpec,
  files: DecodedFiles,
): void {
  const { regl } = context;
  const plan = planRender(passingSpec(spec, FRAME, 1, effect), FRAME);
  const [image, second] = [regl.texture(FRAME), regl.texture(FRAME)];
  const frame = createTarget(regl, FRAME);
  const whole = { texture: image, isOpaque: true };
  const scene = createScene(context, whole, plan, undefined, second, undefined, files);
  try {
    scene.screen(0, frame, FRAME);
  } finally {
    scene.dispose();
    frame.dispose();
  }
}
