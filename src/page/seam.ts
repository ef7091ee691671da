import { counted } from '../core/counted.ts';
import { findSeam } from '../film/loop.ts';
import { movementOf, type RenderPlan } from '../film/plan.ts';
import type { Player } from '../player/player.ts';
import { byId, create } from './element.ts';
import type { Job } from './job.ts';
import { warn } from './notices.ts';

/** Says whether the loop closes, and offers the frame count that closes it. */
export function showSeam(player: Player, job: Job): void {
  const place = byId('seam', HTMLElement);
  const show = (plan: RenderPlan) => {
    const { jump, closing } = findSeam(movementOf(plan), plan.image, plan.frameCount);
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
