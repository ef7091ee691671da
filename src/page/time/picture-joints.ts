import type { Player } from '../../player/player.ts';
import { transitionsOf } from '../layers/transitions.ts';
import type { Project } from '../project/project.ts';
import {
  onTransitionSelected,
  selectedTransition,
  selectTransition,
} from '../layers/selected-transition.ts';
import { showParameters } from '../stack/sheet.ts';
import { create } from '../ui/element.ts';
import { describeJoint, type Joint, jointsOf, turnOf } from '../layers/joints.ts';

/** Buttons where one picture goes over into the next: each names its transition, and chooses it. */
export interface PictureJoints {
  /** Says what the plan does, and gives the buttons: the same ones while they are as many. */
  update(): readonly HTMLElement[];
}

export function createPictureJoints(player: Player, project: Project): PictureJoints {
  let joints: readonly Joint[] = [];
  let buttons: readonly HTMLButtonElement[] = [];

  function choose(nth: number): void {
    selectTransition({ place: turnOf(nth, transitionsOf(project.draft).length), joint: nth });
    showParameters();
  }

  /** What is chosen is seen, in its middle. */
  function seek(): void {
    const { joint } = selectedTransition(transitionsOf(project.draft).length);
    const chosen = joint === undefined ? undefined : joints[joint];
    if (chosen === undefined) return;
    const { first, frames } = chosen;
    const isSeen = player.frame >= first && player.frame < first + frames;
    if (!isSeen) player.seek(first + Math.floor(frames / 2));
  }

  function mark(): void {
    const { joint } = selectedTransition(transitionsOf(project.draft).length);
    for (const [n, button] of buttons.entries())
      button.setAttribute('aria-pressed', String(n === joint));
  }

  function update(): readonly HTMLElement[] {
    const { plan } = player;
    joints = jointsOf(plan);
    if (joints.length !== buttons.length)
      buttons = joints.map(({ nth }) =>
        create('button', { type: 'button', className: 'joint', onclick: () => choose(nth) }, '⇄'),
      );
    for (const [n, joint] of joints.entries()) {
      const button = buttons[n];
      if (button === undefined) continue;
      const words = `From picture ${joint.from} to ${joint.to}: ${describeJoint(joint, plan)}`;
      button.title = words;
      button.setAttribute('aria-label', words);
      const middle = (joint.first + joint.frames / 2) / Math.max(1, plan.frameCount - 1);
      button.style.left = `${100 * Math.min(1, middle)}%`;
    }
    mark();
    return buttons;
  }

  onTransitionSelected(() => {
    mark();
    seek();
  });
  return { update };
}
