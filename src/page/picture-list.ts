import './styles/picture-list.css';
import { SHOW_OPTIONS } from '../film/show-options.ts';
import type { SpecDraft, SpecOption } from '../film/option.ts';
import { applyOption, clearOption } from '../film/option-values.ts';
import { FADE, TRANSITION_CHOICES, type TransitionSpec } from '../film/transition.ts';
import { capital } from './field.ts';
import { create } from './element.ts';
import { warn } from './notices.ts';
import { bindControl } from './bound-control.ts';
import { type NamedPicture, picturesOf, sourceOf } from './pictures.ts';
import type { Project } from './project.ts';

const TRANSITION = optionOfTransitions();

function optionOfTransitions(): SpecOption {
  const option = SHOW_OPTIONS.find(({ kind }) => kind === 'transitions');
  if (option === undefined) throw new Error('there is no option of transitions');
  return option;
}

/** The pictures of the film in their order, and how one goes over into the next. */
export function createPictureList(project: Project): HTMLElement {
  const input = create('input', {
    type: 'file',
    accept: 'image/*',
    multiple: true,
    hidden: true,
    'aria-label': 'Files of more pictures',
  });
  const add = create('button', { type: 'button', onclick: () => input.click() }, 'Add pictures…');
  const list = create('ol', { className: 'picture-list' });
  const controls = SHOW_OPTIONS.filter(({ kind }) => kind !== 'transitions').map((option) =>
    bindControl(option, project, () => project.spec),
  );
  const transition = createTransition(project);
  const between = create('div', {}, transition.element, ...controls.map(({ element }) => element));

  function arrange(pictures: readonly NamedPicture[]): void {
    if (pictures.length > 0) project.open(sourceOf(pictures)).catch(warn);
  }

  input.onchange = () => {
    const more = [...(input.files ?? [])].map((blob) => ({ blob, name: blob.name }));
    // The same file again would not be a change.
    input.value = '';
    arrange([...picturesOf(project.source), ...more]);
  };

  function createRow({ name }: NamedPicture, n: number, all: readonly NamedPicture[]) {
    const button = (label: string, sign: string, next: readonly NamedPicture[], off = false) =>
      create(
        'button',
        {
          type: 'button',
          className: 'sign',
          'aria-label': `${label} ${name}`,
          disabled: off,
          onclick: () => arrange(next),
        },
        sign,
      );
    const swapped = (one: number, other: number) =>
      all.map((each, place) => all[place === one ? other : place === other ? one : place] ?? each);
    return create(
      'li',
      {},
      create('span', { className: 'name', title: name }, name),
      button('Move up', '↑', swapped(n, n - 1), n === 0),
      button('Move down', '↓', swapped(n, n + 1), n === all.length - 1),
      button('Remove', '×', all.toSpliced(n, 1)),
    );
  }

  function update(): void {
    const all = picturesOf(project.source);
    const areSeveral = all.length > 1;
    list.hidden = !areSeveral;
    between.hidden = !areSeveral;
    list.replaceChildren(...(areSeveral ? all.map(createRow) : []));
    transition.update();
    for (const control of controls) control.update();
  }

  project.on('source', update);
  project.on('spec', update);
  update();
  return create(
    'div',
    { id: 'pictures' },
    list,
    create('p', { className: 'row' }, add, input),
    between,
  );
}

/** Which transition there is between all pictures, and how long it takes. */
function createTransition(project: Project) {
  const name = create(
    'select',
    { id: 'transition' },
    create('option', { value: '' }, 'Fade'),
    ...TRANSITION_CHOICES.map((value) => create('option', { value }, capital(value))),
  );
  const duration = create('input', {
    type: 'text',
    inputMode: 'decimal',
    id: 'transition-duration',
    placeholder: String(FADE.duration),
  });
  const set = () => {
    // Read now: what comes of changes before this one shows itself in these fields.
    const isUsual = name.value === '' && duration.value.trim() === '';
    const chosen = isUsual ? undefined : name.value || FADE.name;
    const seconds = Number(duration.value.trim() || FADE.duration);
    project
      .change((draft) => withTransition(draft, chosen, seconds))
      .catch((error: unknown) => {
        update();
        warn(error);
      });
  };
  name.onchange = set;
  duration.onchange = set;

  function update(): void {
    const [first] = (project.draft['transitions'] ?? []) as readonly TransitionSpec[];
    const known = TRANSITION_CHOICES.includes(first?.name ?? '') ? (first?.name ?? '') : '';
    name.value = known;
    if (document.activeElement !== duration)
      duration.value =
        first === undefined || first.duration === FADE.duration ? '' : String(first.duration);
  }

  const row = (label: string, control: HTMLElement, unit: string) =>
    create(
      'div',
      { className: 'control' },
      create('label', { for: control.id }, label),
      create('span', { className: 'value' }, control, create('span', { className: 'unit' }, unit)),
    );
  return {
    element: create('div', {}, row('Transition', name, ''), row('Takes', duration, 's')),
    update,
  };
}

function withTransition(draft: SpecDraft, name: string | undefined, duration: number): SpecDraft {
  if (name === undefined) return clearOption(TRANSITION, draft);
  return applyOption(TRANSITION, draft, `${name}:duration=${duration}`);
}
