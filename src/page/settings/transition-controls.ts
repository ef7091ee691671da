import { SHOW_OPTIONS } from '../../film/show-options.ts';
import type { SpecDraft, SpecOption } from '../../film/option.ts';
import { applyOption, clearOption } from '../../film/option-values.ts';
import { FADE, TRANSITION_CHOICES, type TransitionSpec } from '../../film/transition.ts';
import { capital } from '../controls/field.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';

const TRANSITION = optionOfTransitions();

function optionOfTransitions(): SpecOption {
  const option = SHOW_OPTIONS.find(({ kind }) => kind === 'transitions');
  if (option === undefined) throw new Error('there is no option of transitions');
  return option;
}

/** Which transition there is between all pictures, and how long it takes. */
export function createTransitionControls(project: Project) {
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
