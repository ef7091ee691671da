import { counted } from '../core/counted.ts';
import { framesPerLoop, seamJump } from '../motions/motion.ts';
import { LARGEST_FRAME_COUNT } from '../film/spec.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Player } from '../player/player.ts';
import { byId, create } from './element.ts';
import type { Job } from './job.ts';
import { warn } from './notices.ts';

/** What a person wants to know of the place where a film begins anew. */
export interface Seam {
  /** px; 0: no seam */
  readonly jump: number;
  /** The frame count that closes the loop, nearest to what it is; `undefined` above what a film can have. */
  readonly closing: number | undefined;
}

export function checkSeam({ spec, image, frameCount }: RenderPlan): Seam {
  const loop = framesPerLoop(spec.motion, image);
  const closing = Math.max(1, Math.round(frameCount / loop)) * loop;
  return {
    jump: seamJump(spec.motion, image, frameCount),
    closing: closing > LARGEST_FRAME_COUNT ? undefined : closing,
  };
}

/** Says whether the loop closes, and offers the frame count that closes it. */
export function showSeam(player: Player, job: Job): void {
  const place = byId('seam', HTMLElement);
  const show = (plan: RenderPlan) => {
    const { jump, closing } = checkSeam(plan);
    place.classList.toggle('open', jump > 0);
    if (jump === 0) {
      place.replaceChildren(
        create(
          'p',
          {},
          `Seamless: ${counted(plan.frameCount, 'frame')} close${plan.frameCount === 1 ? 's' : ''} the loop.`,
        ),
      );
      return;
    }
    const pixels = Number(jump.toFixed(3));
    place.replaceChildren(
      create(
        'p',
        {},
        `Played again, the picture jumps ${pixels} px: ${counted(plan.frameCount, 'frame')} ${plan.frameCount === 1 ? 'doesn’t' : 'don’t'} close the loop.`,
      ),
    );
    if (closing === undefined) return;
    const onclick = () => {
      job
        .change((draft) => {
          const { duration: _, range: __, ...kept } = draft;
          return { ...kept, frames: closing };
        })
        .catch(warn);
    };
    place.append(create('button', { type: 'button', onclick }, `Use ${counted(closing, 'frame')}`));
  };
  player.on('plan', show);
  show(player.plan);
}
