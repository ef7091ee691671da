import '../styles/picture-list.css';
import { secondsAt } from '../../core/timeline.ts';
import { SHOW_OPTIONS } from '../../film/show-options.ts';
import type { SpecDraft, SpecOption } from '../../film/option.ts';
import { applyOption, clearOption } from '../../film/option-values.ts';
import { FADE, TRANSITION_CHOICES, type TransitionSpec } from '../../film/transition.ts';
import { capital } from '../controls/field.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { bindControl } from '../controls/bound-control.ts';
import { type NamedPicture, picturesOf, sourceOf } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import type { Source } from '../project/source.ts';

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
    bindControl(option, project, () => resolve(project)),
  );
  const transition = createTransition(project);
  const between = create(
    'div',
    { className: 'between' },
    ...transition.elements,
    ...controls.map(({ element }) => element),
  );

  function arrange(change: (now: readonly NamedPicture[]) => readonly NamedPicture[]): void {
    const arranged = (now: Source) => {
      const next = change(picturesOf(now));
      return next.length === 0 ? now : sourceOf(next);
    };
    project.open(arranged).catch(warn);
  }

  input.onchange = () => {
    const more = [...(input.files ?? [])].map((blob) => ({ blob, name: blob.name }));
    // The same file again would not be a change.
    input.value = '';
    arrange((now) => [...now, ...more]);
  };

  function createRow(picture: NamedPicture, n: number, { length }: readonly NamedPicture[]) {
    const { name } = picture;
    const button = (label: string, sign: string, act: () => void, disabled = false) =>
      create(
        'button',
        {
          type: 'button',
          className: 'sign',
          'aria-label': `${label} ${name}`,
          disabled,
          onclick: act,
        },
        sign,
      );
    return create(
      'li',
      {},
      create('span', { className: 'name', title: name }, name),
      button('Move up', '↑', () => arrange((now) => moved(now, picture, -1)), n === 0),
      button('Move down', '↓', () => arrange((now) => moved(now, picture, 1)), n === length - 1),
      button('Remove', '×', () =>
        arrange((now) => now.filter(({ blob }) => blob !== picture.blob)),
      ),
    );
  }

  let shown: readonly NamedPicture[] = [];

  /** Whoever presses a button again and again stays on it. */
  function showRows(next: readonly NamedPicture[]): void {
    if (next.length === shown.length && next.every(({ blob }, n) => blob === shown[n]?.blob))
      return;
    shown = next;
    const focused = list.contains(document.activeElement)
      ? document.activeElement?.getAttribute('aria-label')
      : undefined;
    list.replaceChildren(...next.map(createRow));
    const again = [...list.querySelectorAll('button')].find(
      (button) => button.getAttribute('aria-label') === focused,
    );
    again?.focus();
  }

  function update(): void {
    const all = picturesOf(project.source);
    const areSeveral = all.length > 1;
    list.hidden = !areSeveral;
    between.hidden = !areSeveral;
    showRows(areSeveral ? all : []);
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

/** The spec with how long a picture stands where nobody has said it. */
function resolve({ spec, plan: { show, fps } }: Project): SpecDraft {
  const [first] = show?.slots ?? [];
  if (first === undefined) return spec;
  return { each: Number(secondsAt(first.length, fps).toFixed(3)), ...spec };
}

/** By one place, wherever it stands now. */
function moved(
  now: readonly NamedPicture[],
  { blob }: NamedPicture,
  by: 1 | -1,
): readonly NamedPicture[] {
  const place = now.findIndex((each) => each.blob === blob);
  const [picture, other] = [now[place], now[place + by]];
  return picture && other ? now.with(place, other).with(place + by, picture) : now;
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

  const row = (label: string, control: HTMLElement, unit: string, hint: string) => {
    const about = create('p', { id: `${control.id}-hint`, className: 'hint' }, hint);
    control.setAttribute('aria-describedby', about.id);
    return create(
      'div',
      { className: 'control' },
      create('label', { for: control.id }, label),
      create('span', { className: 'value' }, control, create('span', { className: 'unit' }, unit)),
      about,
    );
  };
  return {
    elements: [
      row('Transition', name, '', 'How one picture goes over into the next.'),
      row('Takes', duration, 's', 'How long that lasts, of the time that a picture stands.'),
    ],
    update,
  };
}

function withTransition(draft: SpecDraft, name: string | undefined, duration: number): SpecDraft {
  if (name === undefined) return clearOption(TRANSITION, draft);
  return applyOption(TRANSITION, draft, `${name}:duration=${duration}`);
}
