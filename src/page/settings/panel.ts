import { OPTION_GROUPS, type SpecDraft, type SpecOption } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { secondsAt } from '../../core/timeline.ts';
import { byId, create } from '../ui/element.ts';
import { bindControl } from '../controls/bound-control.ts';
import { foldAdvanced } from '../controls/control.ts';
import type { Player } from '../../player/player.ts';
import type { CodeOpener } from '../code/code-opener.ts';
import type { Project } from '../project/project.ts';
import { EFFECT_LAYERS, MOTION_LAYERS } from '../layers/layer-kinds.ts';
import { warn } from '../ui/notices.ts';
import { createStack, type Stack } from '../layers/stack.ts';
import { createPictureList } from './picture-list.ts';
import { createTransitionGroup } from './transition-group.ts';

/** What of the panel others add to. */
export interface Panel {
  readonly motions: Stack;
  readonly effects: Stack;
}

/**
 * Shows motions, effects and a control for every option of the table, in its groups, and keeps them true.
 *
 * @param choose shows what there is to add
 */
export function createPanel(
  player: Player,
  project: Project,
  code: CodeOpener,
  choose: (what: 'motions' | 'effects') => void,
): Panel {
  const resolved = () => resolve(player.plan);
  const controls = SPEC_OPTIONS.filter(hasControl).map((option) =>
    bindControl(option, project, resolved),
  );
  const motions = createStack(MOTION_LAYERS, project, { choose: () => choose('motions') });
  const effects = createStack(EFFECT_LAYERS, project, {
    openCode: code.edit,
    choose: () => choose('effects'),
  });
  const writeShader = create(
    'button',
    { type: 'button', className: 'write-shader', onclick: code.write },
    '{ } Write a shader',
  );
  const groups = Object.entries(OPTION_GROUPS).map(([group, label]) => {
    const own = controls
      .filter(({ option }) => option.group === group)
      .map(({ option, element }) => ({ tier: option.tier, element }));
    return create(
      'fieldset',
      { id: `group-${group}` },
      create('legend', {}, label),
      ...(group === 'motion' ? [motions.element] : []),
      ...(group === 'effects' ? [effects.element, writeShader] : []),
      ...(group === 'picture' ? [createPictureList(project)] : []),
      ...foldAdvanced(`group-${group}`, own),
    );
  });
  const form = byId('settings', HTMLFormElement);
  const forFilms = byId('export-settings', HTMLFormElement);
  // A group of nothing that is set here, such as the sound, is not shown.
  form.append(...groups.filter(({ id, children }) => id !== 'group-film' && children.length > 1));
  form.querySelector('#group-picture')?.after(createTransitionGroup(project, code));
  forFilms.append(...groups.filter(({ id }) => id === 'group-film'));
  explainFocused(form, byId('panel-hint', HTMLElement));
  explainFocused(forFilms, byId('export-hint', HTMLElement));
  byId('reset', HTMLButtonElement).onclick = () => {
    // Which pictures they are is no setting: the project keeps them.
    project.change(() => ({})).catch(warn);
  };
  const update = () => {
    for (const each of [motions, effects, ...controls]) each.update();
  };
  update();
  project.on('spec', update);
  project.on('source', update);
  return { motions, effects };
}

/** What a control is for is said while it is in use, in a place of its own: nothing moves. */
function explainFocused(form: HTMLFormElement, place: HTMLElement): void {
  form.onsubmit = (event) => event.preventDefault();
  form.addEventListener('focusin', ({ target }) => {
    const control = target instanceof Element ? target.closest('.control') : null;
    const words = control?.querySelector('.hint')?.textContent ?? '';
    if (control === null || words === '') return place.replaceChildren();
    const said = create('span', {}, words);
    place.replaceChildren(said);
    // What is in use isn't covered, and least of all while it is pressed.
    const { bottom } = control.getBoundingClientRect();
    said.classList.toggle('short', said.getBoundingClientRect().top < bottom);
  });
}

/** Motions, effects and what a roll has of its own stand in the stacks. */
function hasControl({ kind, field, scope }: SpecOption): boolean {
  if (scope !== 'picture' && scope !== 'film') return false;
  return kind !== 'motions' && kind !== 'effects' && !field.startsWith('roll.');
}

/** The spec with everything said that picture and defaults decide. */
function resolve({ spec, image, layout, frameCount, fps, range }: RenderPlan): SpecDraft {
  const duration = Number(secondsAt(frameCount, fps).toFixed(3));
  return { ...spec, size: image, canvas: layout.canvas, frames: frameCount, duration, range };
}
