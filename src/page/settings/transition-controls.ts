import { readValue, writeValue } from '../../core/values/parameter.ts';
import { parametersOf } from '../../effects/effect.ts';
import { effectOf } from '../../effects/index.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { DURATION, FADE, RANDOM, TRANSITION_CHOICES } from '../../film/spec/transition.ts';
import type { CodeOpener } from '../code/code-opener.ts';
import { type Control, createControl, foldAdvanced } from '../controls/control.ts';
import { capital, fieldOfParameter } from '../controls/field.ts';
import { create } from '../ui/element.ts';
import { messageOf } from '../../core/errors.ts';
import type { Project } from '../project/project.ts';
import { warn } from '../ui/notices.ts';
import {
  secondsOf,
  transitionOf,
  withTransition,
  withTransitionValue,
} from '../layers/transitions.ts';

/** Choices beside the names of ours: somebody's own, as it is, and a new one. */
const OWN = 'own';
const WRITE = 'write';

/** Which transition there is between all pictures, how long it takes, and what else it can be told. */
export function createTransitionControls(project: Project, code: CodeOpener) {
  const own = create('option', { value: OWN, hidden: true });
  const name = create(
    'select',
    { id: 'transition' },
    create('option', { value: '' }, 'Fade'),
    ...TRANSITION_CHOICES.map((value) => create('option', { value }, capital(value))),
    own,
    create('option', { value: WRITE }, 'Write one …'),
  );
  const edit = create(
    'button',
    { type: 'button', 'aria-label': 'Edit the transition as code' },
    '{ }',
  );
  const parameters = create('div', { className: 'between' });
  let shown = '';
  let controls: readonly { readonly show: (draft: SpecDraft) => void }[] = [];

  function change(make: (draft: SpecDraft) => SpecDraft, control?: Control): void {
    project.change(make).then(
      () => control?.complain(undefined),
      (error: unknown) => {
        update();
        if (control) control.complain(messageOf(error));
        else warn(error);
      },
    );
  }

  name.onchange = () => {
    const { value } = name;
    if (value === WRITE) code.writeTransition();
    else if (value !== OWN)
      change((draft) => tidy(withTransition(draft, { name: value || 'fade' })));
    update();
  };
  edit.onclick = () => {
    const { file } = transitionOf(project.draft) ?? {};
    if (file !== undefined) code.open(file);
  };

  /** Its parameters, the duration first. */
  function createControls(draft: SpecDraft) {
    const spec = transitionOf(draft) ?? FADE;
    const isRandom = spec.name === RANDOM && spec.source === undefined;
    const others = isRandom ? [] : parametersOf(effectOf(spec)).filter(isOffered(spec.source));
    return [DURATION, ...others].map((parameter) => {
      const field = fieldOfParameter(parameter, `transition-${parameter.name}`);
      const words = parameter === DURATION ? { label: 'Takes' } : {};
      const control: Control = createControl({ ...field, ...words }, (text) =>
        change((now) => {
          const value = text === '' ? parameter.default : readValue(parameter, text);
          return tidy(withTransitionValue(now, parameter.name, value));
        }, control),
      );
      return {
        tier: parameter.tier,
        element: control.element,
        show(now: SpecDraft) {
          const value = transitionOf(now)?.[parameter.name];
          const text = value === undefined ? undefined : writeValue(parameter, value);
          const preset = parameter === DURATION ? `${secondsOf(project.plan)}` : field.default;
          control.show(text === field.default ? undefined : text, text ?? preset, true);
          control.complain(undefined);
        },
      };
    });
  }

  function update(): void {
    const { draft } = project;
    const spec = transitionOf(draft) ?? FADE;
    const isOwn = spec.source !== undefined;
    own.hidden = !isOwn;
    own.textContent = spec.file ?? 'your own';
    edit.hidden = spec.file === undefined || !isOwn;
    name.value = isOwn
      ? OWN
      : TRANSITION_CHOICES.includes(spec.name ?? '')
        ? (spec.name ?? '')
        : '';
    const key = JSON.stringify([spec.name, spec.source]);
    if (key !== shown) {
      shown = key;
      const made = createControls(draft);
      controls = made;
      parameters.replaceChildren(...foldAdvanced('transition', made));
    }
    for (const control of controls) control.show(draft);
  }

  const hint = create(
    'p',
    { id: 'transition-hint', className: 'hint' },
    'How one picture goes over into the next.',
  );
  name.setAttribute('aria-describedby', hint.id);
  return {
    elements: [
      create(
        'div',
        { className: 'control' },
        create('label', { for: name.id }, 'Transition'),
        create('span', { className: 'value' }, name, edit),
        hint,
      ),
      parameters,
    ],
    update,
  };
}

/** Of ours a picture takes all of the time to come in, and the passage of a film is no value to be set. */
function isOffered(source: string | undefined) {
  return ({ name }: { readonly name: string }) =>
    name !== DURATION.name && (source !== undefined || name !== 'over');
}

/** The usual one needs no word. */
function tidy(draft: SpecDraft): SpecDraft {
  const spec = transitionOf(draft) ?? FADE;
  const isUsual = Object.entries(spec).every(([name, value]) => FADE[name] === value);
  if (!isUsual) return draft;
  const { transitions: _, ...others } = draft;
  return others;
}
