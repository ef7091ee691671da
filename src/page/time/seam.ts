import { counted, inThreeDigits } from '../../core/values/counted.ts';
import { applyOption } from '../../film/options/option-values.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { type ClosingPace, findSeam } from '../../film/time/loop.ts';
import { describePace, movementOf, type RenderPlan } from '../../film/plan.ts';
import { BACK } from '../../motions/ease.ts';
import { findMotion } from '../../motions/index.ts';
import type { MotionSpec } from '../../motions/motion.ts';
import { secondsAt } from '../../core/timeline.ts';
import type { Player } from '../../player/player.ts';
import { byId, create } from '../ui/element.ts';
import type { Edit, Project } from '../project/project.ts';
import { warn } from '../ui/notices.ts';

/** What the plan says of the seam, which is said here by itself. */
const SEAM_NOTE = / close the loop: /;

/** Says whether the loop closes, and offers the frame count and the pace that close it; and what else of the film is to be known. */
export function showSeam(player: Player, project: Project): void {
  const place = byId('seam', HTMLElement);
  const offer = (words: string, edit: Edit) => {
    const onclick = () => {
      project.change(edit).catch(warn);
    };
    place.append(create('button', { type: 'button', onclick }, words));
  };
  const panel = byId('settings-panel', HTMLElement);
  const show = (plan: RenderPlan) => keepStill(panel, place, () => fill(plan));
  const fill = (plan: RenderPlan) => {
    showLoop(plan);
    const others = plan.notes.filter((note) => !SEAM_NOTE.test(note));
    place.append(...others.map((note) => create('p', {}, note)));
  };
  const showLoop = (plan: RenderPlan) => {
    if (plan.show) {
      place.classList.remove('open');
      place.replaceChildren(create('p', {}, describeShow(plan)));
      return;
    }
    const { jump, closing, closingPace } = findSeam(plan);
    place.classList.toggle('open', jump > 0);
    if (jump === 0) {
      place.replaceChildren(
        create(
          'p',
          {},
          `${counted(plan.frameCount, 'frame')} close${plan.frameCount === 1 ? 's' : ''} the loop.`,
        ),
      );
      return;
    }
    const pixels = inThreeDigits(jump);
    place.replaceChildren(
      create(
        'p',
        {},
        `Played again, the picture jumps ${pixels} px: ${counted(plan.frameCount, 'frame')} ${plan.frameCount === 1 ? 'doesn’t' : 'don’t'} close the loop.`,
      ),
    );
    // What keeps the seconds first.
    if (closingPace !== undefined) {
      const words = `Close the loop by a ${describePace(closingPace)}`;
      offer(words, (draft) => withPace(draft, closingPace));
    }
    if (closing !== undefined) {
      offer(`Close it with ${counted(closing, 'frame')}`, (draft) => {
        const { duration: _, range: __, ...kept } = draft;
        return { ...kept, frames: closing };
      });
    }
    if (movementOf(plan).loop === 'open') offer('Go there and back: that closes it', thereAndBack);
  };
  player.on('plan', show);
  panel.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType === 'mouse') place.style.minHeight = '';
  });
  show(player.plan);
}

/** What is under the pointer stays there, though more or less is said above it; room that is left goes with the pointer. */
function keepStill(panel: HTMLElement, place: HTMLElement, change: () => void): void {
  const under = [...panel.querySelectorAll('form :not(.seam, .seam *):hover')].at(-1);
  const before = under?.getBoundingClientRect().top ?? 0;
  place.style.minHeight = '';
  change();
  if (under === undefined) return;
  const moved = under.getBoundingClientRect().top - before;
  panel.scrollTop += moved;
  const left = under.getBoundingClientRect().top - before;
  if (left < 0) place.style.minHeight = `${place.offsetHeight - left}px`;
}

function describeShow({ show, frameCount, fps }: RenderPlan): string {
  const seconds = inThreeDigits(secondsAt(frameCount, fps));
  const end = show?.closed ? 'The last one goes over into the first.' : 'Then it ends.';
  return `${counted(show?.slots.length ?? 0, 'picture')} in ${seconds} s. ${end}`;
}

/** Every motion that can turns at its half. */
function thereAndBack(draft: SpecDraft): SpecDraft {
  const motions = (draft['motions'] ?? []) as readonly MotionSpec[];
  const canTurn = ({ kind }: MotionSpec) =>
    findMotion(kind).parameters.some(({ name }) => name === BACK.name);
  return {
    ...draft,
    motions: motions.map((motion) => (canTurn(motion) ? { ...motion, [BACK.name]: true } : motion)),
  };
}

/** As if it had been typed: of what else the one roll has nothing changes. */
export function withPace(draft: SpecDraft, { name, value }: ClosingPace): SpecDraft {
  const option = SPEC_OPTIONS.find((each) => each.name === name);
  return option === undefined ? draft : applyOption(option, draft, String(value));
}
