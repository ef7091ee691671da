import type { Slot } from '../../film/time/show.ts';
import type { Player } from '../../player/player.ts';
import { picturesOf } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { onSelected, selectedPicture, selectPicture } from '../stack/selected-picture.ts';
import { onTransitionSelected } from '../layers/selected-transition.ts';
import { showParameters } from '../stack/sheet.ts';
import { create } from '../ui/element.ts';
import { createPictureJoints } from './picture-joints.ts';

/** Of more, none would be wide enough to be met. */
const MOST = 24;

/** The pictures of a film under its time, each as long as it is seen alone, and what is between them, to be chosen. */
export function createPictureStrip(player: Player, project: Project): HTMLElement {
  const element = create('div', { className: 'film-pictures', role: 'group', hidden: true });
  element.setAttribute('aria-label', 'Pictures of the film');
  let shown: readonly Blob[] = [];
  let buttons: readonly HTMLButtonElement[] = [];
  let between: readonly HTMLElement[] = [];
  const joints = createPictureJoints(player, project);

  const slotOf = (place: number) => player.plan.show?.slots[place];

  function choose(blob: Blob): void {
    selectPicture(blob);
    showParameters();
  }

  /** What is chosen is seen. */
  function seek(): void {
    const slot = slotOf(shown.findIndex((blob) => blob === selectedPicture()));
    const isSeen = (at: Slot) => player.frame >= at.first && player.frame < at.first + at.length;
    if (slot && !isSeen(slot)) player.seek(slot.first);
  }

  /** Where there is no room for all of them. */
  function bring(which: '.joint' | ':not(.joint)'): void {
    const chosen = element.querySelector(`${which}[aria-pressed="true"]`);
    chosen?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function mark(): void {
    for (const [n, button] of buttons.entries())
      button.setAttribute('aria-pressed', String(shown[n] === selectedPicture()));
  }

  function update(): void {
    const all = picturesOf(project.source);
    const { show, frameCount } = player.plan;
    // Another film may be on its way: then it is told once more.
    const isShown = show?.slots.length === all.length && all.length > 1 && all.length <= MOST;
    element.hidden = !isShown;
    const next = isShown ? all : [];
    const joining = isShown ? joints.update() : [];
    const isNew = joining !== between;
    between = joining;
    if (isNew || next.length !== shown.length || next.some(({ blob }, n) => blob !== shown[n])) {
      shown = next.map(({ blob }) => blob);
      buttons = next.map(({ blob, name }, n) =>
        create(
          'button',
          {
            type: 'button',
            title: name,
            'aria-label': `Picture ${n + 1}: ${name}`,
            onclick: () => choose(blob),
          },
          create('span', {}, name),
        ),
      );
      // In the order of the film, as keys go through them.
      element.replaceChildren(
        ...buttons.flatMap((button, n) => [button, ...between.slice(n, n + 1)]),
      );
    }
    const percent = (frames: number) => `${(100 * frames) / Math.max(1, frameCount - 1)}%`;
    for (const [n, { style }] of buttons.entries()) {
      const { first, length, passing } = slotOf(n) ?? { first: 0, length: 0, passing: 0 };
      const end = Math.min(first + length - passing, frameCount - 1);
      Object.assign(style, { left: percent(first), width: percent(Math.max(0, end - first)) });
    }
    mark();
  }

  onSelected(() => {
    mark();
    seek();
    bring(':not(.joint)');
  });
  onTransitionSelected(() => bring('.joint'));
  player.on('plan', update);
  project.on('source', update);
  update();
  return element;
}
