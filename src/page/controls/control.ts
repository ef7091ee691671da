import type { Parameter } from '../../core/values/parameter.ts';
import { create } from '../ui/element.ts';
import { type Field, hintOf } from './field.ts';
import { createInputs } from './inputs.ts';
import { bindScrub } from './scrub.ts';

/** A form control for one field: label, unit and default around what takes its value. */
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

/** @param onSet called with the value as it stands in the control; empty for the default */
export function createControl(field: Field, onSet: (text: string) => void): Control {
  const { id } = field;
  // Read out with the control; seen at the foot of the panel, where it moves nothing.
  const hint = create('p', { id: `${id}-hint`, className: 'hint', hidden: true }, hintOf(field));
  const problem = create('p', { id: `${id}-problem`, className: 'problem', role: 'alert' });
  const inputs = createInputs(field, onSet);
  const controls = inputs.map(({ element, control }) => control ?? element);
  const [main] = controls;
  if (main === undefined) throw new Error(`${field.label} has no input`);
  main.id = id;
  main.setAttribute('aria-describedby', `${hint.id} ${problem.id}`);
  const reset = create(
    'button',
    {
      type: 'button',
      className: 'reset',
      title: field.default === undefined ? 'Back to the default' : `Back to ${field.default}`,
      'aria-label': `Reset ${field.label}`,
      onclick() {
        onSet('');
        main.focus();
      },
    },
    '↺',
  );
  const [first, ...others] = inputs;
  const value = create(
    'div',
    { className: 'value' },
    withUnit(first.element, field.unit),
    ...others.map((input) => input.element),
  );
  const label = create('label', { for: id }, field.label);
  const element = create(
    'div',
    { className: `control ${field.kind}`, id: `${id}-control` },
    label,
    value,
    reset,
    hint,
    problem,
  );
  const stepBy = inputs.find((each) => each.stepBy)?.stepBy;
  if (stepBy) bindScrub(label, stepBy, () => !main.matches(':disabled'));
  return {
    element,
    show(set, resolved, enabled) {
      for (const { show } of inputs) show(set, resolved);
      for (const control of controls) {
        if ('disabled' in control) control.disabled = !enabled;
        else control.classList.toggle('disabled', !enabled);
      }
      const changed = set !== undefined && set !== '' && set !== field.default;
      element.classList.toggle('changed', changed);
      reset.disabled = !changed || !enabled;
    },
    complain(message) {
      problem.textContent = message ?? '';
      main.setAttribute('aria-invalid', String(message !== undefined));
    },
  };
}

/** A unit stands in its field, which keeps that much room free. */
function withUnit(element: HTMLElement, unit: string | undefined): HTMLElement {
  if (unit === undefined) return element;
  const both = create('span', { className: 'with-unit' }, element);
  both.append(create('span', { className: 'unit' }, unit));
  both.style.setProperty('--unit', String(unit.length));
  return both;
}

/** Controls of which the advanced ones are folded away until they are asked for. */
export function foldAdvanced(
  id: string,
  controls: readonly { readonly tier: Parameter['tier']; readonly element: HTMLElement }[],
): HTMLElement[] {
  const of = (tier: Parameter['tier']) =>
    controls.filter((each) => each.tier === tier).map(({ element }) => element);
  const advanced = of('advanced');
  if (advanced.length === 0) return of('essential');
  const summary = create('summary', { id: `${id}-advanced` }, 'Advanced');
  return [...of('essential'), create('details', { className: 'advanced' }, summary, ...advanced)];
}
