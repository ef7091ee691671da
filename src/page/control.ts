import type { SpecOption } from '../film/option.ts';
import { create } from './element.ts';

/** A form control for one option: label, unit and default around what takes its value. */
export interface Control {
  readonly element: HTMLElement;
  /**
   * @param set what the person has set, if anything
   * @param resolved what holds, with the default filled in
   */
  show(set: string | undefined, resolved: string | undefined, enabled: boolean): void;
  /** Says what is wrong with the value, or nothing. */
  complain(message: string | undefined): void;
}

/** What takes a value; several may take the same one, as a slider and a field do. */
interface Input {
  readonly element: HTMLInputElement | HTMLSelectElement;
  readonly show: (set: string | undefined, resolved: string | undefined) => void;
}

/** @param onSet called with the value as it stands in the control; empty for the default */
export function createControl(option: SpecOption, onSet: (text: string) => void): Control {
  const id = `option-${option.name}`;
  const hint = create('p', { id: `${id}-hint`, className: 'hint' }, hintOf(option));
  const problem = create('p', { id: `${id}-problem`, className: 'problem', role: 'alert' });
  const inputs = createInputs(option, onSet);
  const [main] = inputs;
  main.element.id = id;
  main.element.setAttribute('aria-describedby', `${hint.id} ${problem.id}`);
  const label = create('label', { for: id }, option.label);
  const unit =
    option.unit === undefined ? [] : [create('span', { className: 'unit' }, option.unit)];
  const row = create(
    'div',
    { className: 'value' },
    ...inputs.map(({ element }) => element),
    ...unit,
  );
  return {
    element: create(
      'div',
      { className: 'control', id: `${id}-control` },
      label,
      row,
      hint,
      problem,
    ),
    show(set, resolved, enabled) {
      for (const { element, show } of inputs) {
        show(set, resolved);
        element.disabled = !enabled;
      }
    },
    complain(message) {
      problem.textContent = message ?? '';
      main.element.setAttribute('aria-invalid', String(message !== undefined));
    },
  };
}

function createInputs(
  option: SpecOption,
  onSet: (text: string) => void,
): readonly [Input, ...Input[]] {
  if (option.choices) return [choice(option.choices, onSet)];
  if (option.argument === '#rrggbb') return [colour(onSet)];
  if (option.slider) return [field(option, onSet), slider(option.slider, option.label, onSet)];
  return [field(option, onSet)];
}

function choice(choices: readonly string[], onSet: (text: string) => void): Input {
  const element = create(
    'select',
    {},
    ...choices.map((value) => create('option', { value }, value)),
  );
  element.onchange = () => onSet(element.value);
  return { element, show: (_, resolved) => (element.value = resolved ?? '') };
}

function colour(onSet: (text: string) => void): Input {
  const element = create('input', { type: 'color' });
  element.oninput = () => onSet(element.value);
  return { element, show: (_, resolved) => (element.value = resolved ?? '#ffffff') };
}

/** Takes what the command line takes; what is open shows its default as a placeholder. */
function field({ argument, default: preset }: SpecOption, onSet: (text: string) => void): Input {
  const numeric = /^(px|n|s|ms|bit\/s)$/.test(argument);
  const element = create('input', {
    type: 'text',
    inputMode: numeric ? 'decimal' : 'text',
    placeholder: preset ?? '',
    spellcheck: false,
  });
  element.onchange = () => onSet(element.value.trim());
  return {
    element,
    show(set, resolved) {
      element.value = set ?? '';
      element.placeholder = resolved ?? preset ?? '';
    },
  };
}

function slider(
  range: NonNullable<SpecOption['slider']>,
  label: string,
  onSet: (text: string) => void,
): Input {
  const element = create('input', { type: 'range', 'aria-label': `${label}, slider` });
  // The range before the value, which would be clipped otherwise.
  Object.assign(element, { min: range.min, max: range.max, step: range.step });
  element.oninput = () => onSet(element.value);
  return { element, show: (_, resolved) => (element.value = resolved ?? '0') };
}

function hintOf({ summary, default: preset }: SpecOption): string {
  const sentence = summary.replaceAll('--', '');
  return preset === undefined ? `${sentence}.` : `${sentence}. Default: ${preset}.`;
}
