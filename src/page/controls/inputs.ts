import { asTyped } from '../../core/values/as-typed.ts';
import { EASE_NAMES } from '../../core/values/ease.ts';
import { readPosition } from '../../core/values/value-text.ts';
import { addChosen } from '../project/chosen-files.ts';
import { create } from '../ui/element.ts';
import { dial, isAngle } from './dial.ts';
import type { Field } from './field.ts';
import type { Input } from './input.ts';

/** The inputs of a field, by its kind; the first is the one that its label names. */
export function createInputs(
  field: Field,
  onSet: (text: string) => void,
): readonly [Input, ...Input[]] {
  if (field.choices) return [choice(field.choices, field, onSet)];
  if (field.kind === 'bool') return [toggle(onSet)];
  if (field.kind === 'color') return [colour(onSet)];
  if (field.kind === 'background')
    return [
      colour(onSet),
      instead('blur', 'the picture, blurred', onSet),
      // What the picture has decided is undone by a colour.
      instead('transparent', 'nothing: transparent', onSet, hexOf('')),
    ];
  if (field.kind === 'position') return [typed(field, onSet), placeIn(field, onSet)];
  if (field.kind === 'canvas') return [typed(field, onSet), shapes(onSet)];
  if (field.kind === 'ease') return [curve(field, onSet)];
  if (field.kind === 'image') return [fileChooser(field, onSet)];
  if (isAngle(field)) return [typed(field, onSet), dial(field, onSet)];
  if (field.slider) return [typed(field, onSet), slider(field.slider, field.label, onSet)];
  return [typed(field, onSet)];
}

function choice(
  choices: readonly string[],
  { choiceLabels: labels = {}, default: preset }: Field,
  onSet: (text: string) => void,
): Input {
  const element = create(
    'select',
    {},
    ...choices.map((value) => create('option', { value }, labels[value] ?? value)),
  );
  element.onchange = () => onSet(element.value);
  return { element, show: (_, resolved) => (element.value = resolved ?? preset ?? '') };
}

function toggle(onSet: (text: string) => void): Input {
  const element = create('input', { type: 'checkbox', className: 'switch', role: 'switch' });
  element.onchange = () => onSet(element.checked ? 'on' : 'off');
  return { element, show: (_, resolved) => (element.checked = resolved === 'on') };
}

function colour(onSet: (text: string) => void): Input {
  const element = create('input', { type: 'color' });
  element.oninput = () => onSet(element.value);
  return { element, show: (_, resolved) => (element.value = hexOf(resolved)) };
}

function hexOf(color: string | undefined): string {
  return color?.startsWith('#') ? color : '#ffffff';
}

/** What may stand in a colour's place. */
function instead(
  value: string,
  words: string,
  onSet: (text: string) => void,
  otherwise = '',
): Input {
  const control = create('input', { type: 'checkbox' });
  control.onchange = () => onSet(control.checked ? value : otherwise);
  return {
    element: create('label', { className: 'beside' }, control, words),
    control,
    show: (_, resolved) => (control.checked = resolved === value),
  };
}

/** Takes a file of this machine, which the page reads and sends nowhere; shows what it is called. */
function fileChooser({ form, label }: Field, onSet: (text: string) => void): Input {
  const control = create('input', {
    type: 'file',
    className: 'chooser',
    accept: form === 'cube' ? '.cube' : 'image/*',
    'aria-label': label,
  });
  const name = create('span', { className: 'chosen' });
  control.onchange = () => {
    const [file] = control.files ?? [];
    // The same file, chosen again, is a change, too.
    control.value = '';
    if (file) onSet(addChosen(file));
  };
  return {
    element: create('span', { className: 'file' }, control, name),
    control,
    show: (set) => (name.textContent = set ?? 'none chosen'),
  };
}

/** Takes what the command line takes; what is open shows its default as a placeholder. */
function typed(field: Field, onSet: (text: string) => void): Input {
  const numeric = isNumeric(field);
  const usual = { placeholder: field.default ?? '', spellcheck: false };
  // A text has as many lines as somebody types.
  const element =
    field.kind === 'text'
      ? create('textarea', { rows: 1, ...usual })
      : create('input', { type: 'text', inputMode: numeric ? 'decimal' : 'text', ...usual });
  const fitLines = () => {
    if (element instanceof HTMLTextAreaElement) element.rows = element.value.split('\n').length;
  };
  let shown = '';
  /** What is typed isn't set yet. */
  let isTyping = false;
  element.oninput = () => {
    isTyping = true;
    fitLines();
  };
  element.onchange = () => {
    isTyping = false;
    // With its unit, as people write it.
    element.value = asTyped(field, element.value.trim());
    onSet(element.value);
  };
  const stepBy = (steps: number) => {
    const from = Number(asTyped(field, element.value.trim()) || shown);
    if (!Number.isFinite(from)) return;
    element.value = stepped(from, steps, field);
    onSet(element.value);
  };
  if (numeric) {
    element.onkeydown = (event: KeyboardEvent) => {
      const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
      if (direction === 0) return;
      event.preventDefault();
      stepBy(direction * (event.shiftKey ? 10 : 1));
    };
  }
  return {
    element,
    ...(numeric && { stepBy }),
    show(set, resolved) {
      shown = set ?? resolved ?? '';
      // Whoever types on isn't interrupted by what was set before.
      isTyping &&= document.activeElement === element;
      if (!isTyping && element.value.trim() !== (set ?? '')) element.value = set ?? '';
      fitLines();
      element.placeholder = resolved ?? field.default ?? '';
    },
  };
}

function isNumeric({ kind }: Field): boolean {
  return kind === 'float' || kind === 'int' || kind === 'rate' || kind === 'interval';
}

/** A number some steps on, within its bounds, without the digits that binary fractions leave. */
function stepped(from: number, steps: number, { slider: range, min, max, kind }: Field): string {
  const step = kind === 'int' ? 1 : (range?.step ?? 0.1);
  const next = Number((from + steps * step).toFixed(9));
  return String(Math.min(Math.max(next, min ?? -Infinity), max ?? Infinity));
}

function slider(
  range: NonNullable<Field['slider']>,
  label: string,
  onSet: (text: string) => void,
): Input {
  const element = create('input', { type: 'range', 'aria-label': `${label}, slider` });
  // The range before the value, which would be clipped otherwise.
  Object.assign(element, { min: range.min, max: range.max, step: range.step });
  element.oninput = () => onSet(element.value);
  return {
    element,
    show(set, resolved) {
      const value = Number(set ?? resolved);
      element.value = String(Number.isFinite(value) ? value : 0);
    },
  };
}

/** Shapes that films are asked for in; what is asked for otherwise is typed. */
const SHAPES = ['16:9', '9:16', '1:1', '4:5', '1080p', '4k'];

function shapes(onSet: (text: string) => void): Input {
  const control = create(
    'select',
    { 'aria-label': 'Usual frames' },
    create('option', { value: '' }, 'As the picture'),
    ...SHAPES.map((value) => create('option', { value }, value)),
    create('option', { value: 'other', hidden: true }, 'Other'),
  );
  control.onchange = () => onSet(control.value);
  return {
    element: control,
    show(set) {
      const named: Readonly<Record<string, string>> = { '1920x1080': '1080p', '3840x2160': '4k' };
      const value = named[set ?? ''] ?? set ?? '';
      control.value = value === '' || SHAPES.includes(value) ? value : 'other';
    },
  };
}

function curve(field: Field, onSet: (text: string) => void): Input {
  const list = create(
    'datalist',
    { id: `${field.id}-curves` },
    ...EASE_NAMES.map((value) => create('option', { value })),
  );
  const { element, show } = typed(field, onSet);
  element.setAttribute('list', list.id);
  const both = create('span', { className: 'with-list' }, element, list);
  return { element: both, control: element as HTMLInputElement, show };
}

/** A small picture of the frame on which the place is a point; keys have the field beside it. */
function placeIn({ default: preset = '' }: Field, onSet: (text: string) => void): Input {
  const point = create('span', { className: 'point' });
  const element = create('span', { className: 'place', 'aria-hidden': 'true' }, point);
  element.title = 'Press where it shall be';
  const setAt = ({ clientX, clientY }: PointerEvent) => {
    const box = element.getBoundingClientRect();
    const share = (at: number, length: number) =>
      Math.round(100 * Math.min(Math.max(at / length, 0), 1));
    onSet(`${share(clientX - box.left, box.width)}% ${share(clientY - box.top, box.height)}%`);
  };
  element.onpointerdown = (event) => {
    if (element.classList.contains('disabled')) return;
    element.setPointerCapture(event.pointerId);
    setAt(event);
  };
  element.onpointermove = (event) => {
    if (element.hasPointerCapture(event.pointerId)) setAt(event);
  };
  return {
    element,
    show(_, resolved) {
      const at = pointOf(resolved ?? preset);
      point.hidden = at === undefined;
      if (at) Object.assign(point.style, { left: `${100 * at[0]}%`, top: `${100 * at[1]}%` });
    },
  };
}

/** A place in shares; `undefined` for one that the picture decides, and for a default in words. */
function pointOf(text: string): readonly [number, number] | undefined {
  try {
    const place = readPosition(text);
    return place === 'auto' ? undefined : place;
  } catch {
    return undefined;
  }
}
