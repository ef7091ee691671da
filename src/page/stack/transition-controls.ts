import { secondsAt } from '../../core/timeline.ts';
import { readValue, writeValue } from '../../core/values/parameter.ts';
import { parametersOf } from '../../effects/effect.ts';
import { labelOf, SEED } from '../../effects/header.ts';
import { effectOf } from '../../effects/index.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import {
  DURATION,
  FADE,
  RANDOM,
  transitionChoices,
  USUAL_DURATION,
} from '../../film/spec/transition.ts';
import type { CodeOpener } from '../code/code-opener.ts';
import { type Control, createControl, foldAdvanced } from '../controls/control.ts';
import { fieldOfParameter } from '../controls/field.ts';
import { jointsOf, turnsOf } from '../layers/joints.ts';
import { create } from '../ui/element.ts';
import { messageOf } from '../../core/errors.ts';
import type { Edit, Project } from '../project/project.ts';
import { warn } from '../ui/notices.ts';
import { chooseTransition, setTransitionValue, transitionsOf } from '../layers/transitions.ts';
import { selectedTransition } from '../layers/selected-transition.ts';

/** Choices beside the names of ours: somebody's own, as it is, and a new one. */
const OWN = 'own';
const WRITE = 'write';

/** Which transition the selected one is, how long it takes, and what else it can be told. */
export function createTransitionControls(project: Project, code: CodeOpener) {
  const own = create('option', { value: OWN, hidden: true });
  const name = create(
    'select',
    { id: 'transition' },
    ...transitionChoices().map((value) => create('option', { value }, labelOf(value))),
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

  const placeIn = (draft: SpecDraft) => selectedTransition(transitionsOf(draft).length).place;
  const specOf = (draft: SpecDraft) => transitionsOf(draft)[placeIn(draft)] ?? FADE;

  function change(asked: Edit, control?: Control): void {
    project.change(asked).then(
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
    const place = placeIn(project.draft);
    if (value === WRITE) code.writeTransition(place);
    else if (value !== OWN) change(chooseTransition(place, { name: value }));
    update();
  };
  edit.onclick = () => {
    const { file } = specOf(project.draft);
    if (file !== undefined) code.open(file);
  };

  /** Its parameters, the duration first. */
  function createControls(draft: SpecDraft) {
    const spec = specOf(draft);
    const place = placeIn(draft);
    const isRandom = spec.name === RANDOM && spec.source === undefined;
    const others = isRandom ? [SEED] : parametersOf(effectOf(spec)).filter(isOffered(spec.source));
    return [DURATION, ...others].map((parameter) => {
      const field = fieldOfParameter(parameter, `transition-${parameter.name}`);
      const words = parameter === DURATION ? { label: 'Takes' } : {};
      const control: Control = createControl({ ...field, ...words }, (text) =>
        change((now, seen) => {
          const value = text === '' ? parameter.default : readValue(parameter, text);
          return setTransitionValue(place, parameter.name, value)(now, seen);
        }, control),
      );
      return {
        tier: parameter.tier,
        element: control.element,
        show(now: SpecDraft) {
          const value = transitionsOf(now)[place]?.[parameter.name];
          const text = value === undefined ? undefined : writeValue(parameter, value);
          const preset = parameter === DURATION ? usualSeconds(place) : field.default;
          control.show(text === field.default ? undefined : text, text ?? preset, true);
          control.complain(undefined);
        },
      };
    });
  }

  /** How long it takes, where it doesn't say so: where pictures stand for different times, the least. */
  function usualSeconds(place: number): string {
    const { plan, draft } = project;
    const turns = turnsOf(place, transitionsOf(draft).length, jointsOf(plan));
    const seconds = turns.map(({ frames }) => secondsAt(frames, plan.fps));
    return `${seconds.length === 0 ? USUAL_DURATION : Number(Math.min(...seconds).toFixed(3))}`;
  }

  function update(): void {
    const { draft } = project;
    const spec = specOf(draft);
    const isOwn = spec.source !== undefined;
    own.hidden = !isOwn;
    own.textContent = spec.file ?? 'your own';
    edit.hidden = spec.file === undefined || !isOwn;
    name.value = isOwn ? OWN : (spec.name ?? '');
    // Each has controls of its own: what is typed into one is for that one.
    const key = JSON.stringify([placeIn(draft), spec.name, spec.source]);
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
    { id: 'transition-hint', className: 'hint', hidden: true },
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
