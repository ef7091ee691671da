import { OPTION_GROUPS, type SpecDraft, type SpecOption } from '../../film/options/option.ts';
import { SPEC_OPTIONS } from '../../film/options/options.ts';
import type { RenderPlan } from '../../film/plan.ts';
import { secondsAt } from '../../core/timeline.ts';
import { placeAnnouncements } from '../ui/announce.ts';
import { byId, create } from '../ui/element.ts';
import { type BoundControl, bindControl } from '../controls/bound-control.ts';
import { foldAdvanced } from '../controls/control.ts';
import type { Player } from '../../player/player.ts';
import type { CodeOpener } from '../code/code-opener.ts';
import type { Edit, Project } from '../project/project.ts';
import { EFFECT_LAYERS, MOTION_LAYERS } from '../layers/layer-kinds.ts';
import { warn } from '../ui/notices.ts';
import { createStack, type Stack } from '../layers/stack.ts';
import { showFilmRows } from '../stack/film-rows.ts';
import { followTransitions } from '../stack/late-transitions.ts';
import { showPictureRows } from '../stack/picture-rows.ts';
import { createTitleSwitch, type TitleSwitch } from '../stack/title-switch.ts';
import { createStackList, createStackShelf, type StackList } from '../stack/stack-list.ts';

/** What of the panel others add to. */
export interface Panel {
  readonly motions: Stack;
  readonly effects: Stack;
  readonly list: StackList;
}

/**
 * Shows the stack: all that the film is made of, and a control for every option of the table in the row that it is of;
 * keeps them true.
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
  const title = createTitleSwitch(project);
  const controls = SPEC_OPTIONS.filter(hasControl).map((option) =>
    option.name === 'title'
      ? bindTitle(option, project, title)
      : bindControl(option, project, resolved),
  );
  /** Controls as a row shows them. */
  const folded = (id: string, belongs: (option: SpecOption) => boolean) =>
    foldAdvanced(
      id,
      controls
        .filter(({ option }) => belongs(option))
        .map(({ option, element }) => ({ tier: option.tier, element })),
    );
  const list = createStackList();
  const motions = createStack(MOTION_LAYERS, project, {
    choose: () => choose('motions'),
    shelf: createStackShelf(list, 'motions'),
  });
  const effects = createStack(EFFECT_LAYERS, project, {
    openCode: code.edit,
    choose: () => choose('effects'),
    shelf: createStackShelf(list, 'effects'),
  });
  const writeShader = create(
    'button',
    { type: 'button', className: 'write-shader', onclick: code.write },
    '{ } Write a shader',
  );
  const updatePictures = showPictureRows(
    list,
    project,
    folded('group-picture', ({ group }) => group === 'picture'),
  );
  const updateFilm = showFilmRows(list, project, title, {
    text: folded('group-title', ({ name }) => name === 'title'),
    frame: folded('group-canvas', ({ group, name }) => group === 'canvas' && name !== 'title'),
    // How long a frame is exposed is of the film, whatever moves it.
    time: folded('group-timing', ({ group }) => group === 'timing' || group === 'motion'),
  });
  const form = byId('settings', HTMLFormElement);
  const forFilms = byId('export-settings', HTMLFormElement);
  form.append(
    list.list,
    create(
      'div',
      { className: 'adding' },
      motions.element,
      effects.element,
      followTransitions(list, project, code),
      writeShader,
    ),
    byId('seam', HTMLElement),
    list.parameters,
  );
  forFilms.append(
    create(
      'fieldset',
      { id: 'group-film' },
      create('legend', { className: 'hidden' }, OPTION_GROUPS.film),
      ...folded('group-film', ({ group }) => group === 'film'),
    ),
  );
  placeAnnouncements(form);
  explainFocused(form, byId('panel-hint', HTMLElement));
  explainFocused(forFilms, byId('export-hint', HTMLElement));
  byId('reset', HTMLButtonElement).onclick = () => {
    // Which pictures they are is no setting: the project keeps them.
    project.change(() => ({})).catch(warn);
  };
  const update = () => {
    title.update();
    for (const each of [motions, effects, ...controls]) each.update();
    updatePictures();
    updateFilm();
  };
  update();
  // What moves is what one comes for.
  const [first] = list.shown('motions');
  list.select(first?.id ?? 'picture');
  project.on('spec', update);
  project.on('source', update);
  return { motions, effects, list };
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

/** One that is switched off is seen, and as little to be set as other things that are off. */
function bindTitle(option: SpecOption, project: Project, title: TitleSwitch): BoundControl {
  const seen = () => (title.isOff ? { ...project.draft, title: title.text } : project.draft);
  const shown = {
    get draft() {
      return seen();
    },
    get spec() {
      return project.spec;
    },
    change: (edit: Edit) => project.change(edit),
  };
  return bindControl({ ...option, appliesTo: () => !title.isOff }, shown, seen);
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
