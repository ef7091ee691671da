import { asNumber } from '../../core/fraction.ts';
import { secondsAt } from '../../core/timeline.ts';
import { movementOf, type RenderPlan } from '../../film/plan.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import type { MotionSpec } from '../../motions/motion.ts';
import { COARSENESSES } from '../stage/preview-quality.ts';
import { createPlayer, type Player } from '../../player/player.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { create } from '../ui/element.ts';
import { giveBackGraphics } from '../ui/give-back.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';
import type { Source } from '../project/source.ts';

/** Rates to compare with, frames a second. */
export const COMPARED_RATES = [5, 12, 24, 60] as const;
export type ComparedRate = (typeof COMPARED_RATES)[number];

/** What to look for, in a sentence each. */
export const WHAT_TO_SEE: Readonly<Record<ComparedRate, string>> = {
  5: 'Single images: the eye counts them.',
  12: 'Drawn films’ rate: motion, in steps.',
  24: 'Cinema’s rate: even, with judder at edges.',
  60: 'As even as most screens can be.',
};

/** The same motion at another rate, which goes along with the film while it plays. */
export interface RateSide {
  readonly canvas: HTMLCanvasElement;
  close(): void;
}

/** @throws what a player throws that can't play it */
export async function openRateSide(
  main: Player,
  project: Project,
  rate: ComparedRate,
): Promise<RateSide> {
  const canvas = create('canvas', {
    role: 'img',
    'aria-label': `The same motion at ${rate} frames a second`,
  });
  let source = project.source;
  const opening = createPlayer(canvas, source.blob, atRate(main.plan, rate), chosenFiles());
  const side = await opening.catch((error: unknown) => {
    giveBackGraphics(canvas);
    throw error;
  });

  function follow(): void {
    const { playing, speed, loop, coarseness } = main;
    if (side.speed !== speed) side.setSpeed(speed);
    if (side.loop !== loop) side.setLoop(loop);
    if (side.coarseness !== coarseness)
      side.setCoarseness(COARSENESSES.findLast((each) => each <= coarseness) ?? 1);
    const due = frameAtRate(main, rate, side.plan.frameCount);
    // Both clocks run by themselves; what differs by more than their frames do has been sought.
    const apart = Math.abs(side.frame - due);
    if (apart > (playing ? slackOf(main.plan, rate) : 0)) side.seek(due);
    if (playing !== side.playing) {
      if (playing) side.play();
      else side.pause();
    }
  }

  async function renew(next: Source): Promise<void> {
    const spec = atRate(main.plan, rate);
    if (next === source) await side.setSpec(spec, chosenFiles());
    else await side.setImage((source = next).blob, spec, chosenFiles());
    follow();
  }

  const listening = [
    main.on('frame', follow),
    main.on('playing', follow),
    project.on('spec', () => void renew(project.source).catch(warn)),
  ];
  follow();
  return {
    canvas,
    close() {
      for (const end of listening) end();
      side.dispose();
      giveBackGraphics(canvas);
      canvas.remove();
    },
  };
}

/** As long, as fast and as far as the film, in frames of another length. */
export function atRate(plan: RenderPlan, rate: number): SpecInput {
  const { range: _, lasts: __, duration: ___, ...kept } = plan.spec;
  const longer = plan.fps.numerator / plan.fps.denominator / rate;
  return {
    ...kept,
    fps: { numerator: rate, denominator: 1 },
    frames: Math.max(1, Math.round(plan.frameCount / longer)),
    motions: [...motionsIn(plan, longer)],
  };
}

/** A single roll goes as far as it does here, however its pace was asked for. */
function motionsIn(plan: RenderPlan, longer: number): readonly MotionSpec[] {
  const { motions } = plan.spec;
  const [only] = motions;
  const { slide } = movementOf(plan);
  const decimals = (step: number) => Number(step.toFixed(9));
  if (motions.length === 1 && only?.kind === 'roll' && slide !== undefined)
    return [{ kind: 'roll', axis: slide.axis, step: decimals(asNumber(slide.perFrame) * longer) }];
  return motions.map((motion) =>
    typeof motion['step'] === 'number'
      ? { ...motion, step: decimals(motion['step'] * longer) }
      : motion,
  );
}

function frameAtRate({ frame, plan }: Player, rate: number, frameCount: number): number {
  // What a quotient of rates leaves of a whole frame is none.
  return Math.min(Math.floor(secondsAt(frame, plan.fps) * rate + 1e-6), frameCount - 1);
}

/** Frames of the side in one of the film, and one more. */
function slackOf({ fps }: RenderPlan, rate: number): number {
  return Math.ceil((rate * fps.denominator) / fps.numerator) + 1;
}
