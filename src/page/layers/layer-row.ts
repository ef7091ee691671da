import { type Control, createControl, foldAdvanced } from '../controls/control.ts';
import { create } from '../ui/element.ts';
import { createEye, createSign } from '../ui/sign.ts';
import { fieldOfParameter } from '../controls/field.ts';
import { type LayerAbout, type LayerKind, sentenceOf, textOf } from './layer-kinds.ts';
import type { Layer } from './layers.ts';

/** A layer in the list, and the controls of its parameters, which stand where its shelf puts them. */
export interface LayerRow {
  readonly key: number;
  readonly label: string;
  readonly element: HTMLElement;
  /** Its name, which is pressed to see its parameters. */
  readonly opener: HTMLButtonElement;
  readonly body: HTMLElement;
  /** Puts it at a place among those of its kind. */
  readonly moveTo: (place: number) => void;
  readonly remove: () => void;
  /** Shows what of it is set. */
  update(layer: Layer): void;
}

/** What a person does to a layer. */
interface RowActs {
  readonly open: () => void;
  readonly turn: () => void;
  readonly moveTo: (place: number) => void;
  readonly remove: () => void;
  /** Opens its code; of motions there is none. */
  readonly code?: (() => void) | undefined;
  /** @param text empty for the default */
  readonly set: (parameter: number, text: string, control: Control) => void;
}

/** @param ends whether it is the first, and the last */
export function createLayerRow(
  kind: LayerKind,
  key: number,
  about: LayerAbout,
  place: number,
  ends: { readonly first: boolean; readonly last: boolean },
  acts: RowActs,
): LayerRow {
  const name = about.label;
  const id = `${kind.field}-${place}`;
  const bodyId = `${id}-body`;
  const opener = create(
    'button',
    { type: 'button', className: 'layer-name', 'aria-controls': bodyId, onclick: acts.open },
    name,
  );
  const eye = createEye(name, acts.turn);
  const controls = about.parameters.map((parameter, n) => {
    const preset = kind.describeDefault(parameter);
    const field = fieldOfParameter(parameter, `${id}-${parameter.name}`);
    const withDefault = preset === undefined ? field : { ...field, default: preset };
    const control: Control = createControl(withDefault, (text) => acts.set(n, text, control));
    return {
      parameter,
      tier: parameter.tier,
      preset: field.default,
      control,
      element: control.element,
    };
  });
  const element = create(
    'li',
    { className: 'layer' },
    create(
      'div',
      { className: 'layer-head' },
      opener,
      // First: so signs that every row has stand under each other.
      ...(acts.code ? [createSign(`Edit ${name} as code`, '{ }', acts.code)] : []),
      eye.element,
      createSign(`Move ${name} up`, '↑', () => acts.moveTo(place - 1), ends.first),
      createSign(`Move ${name} down`, '↓', () => acts.moveTo(place + 1), ends.last),
      createSign(`Remove ${name}`, '×', acts.remove),
    ),
  );
  const body = create(
    'div',
    { className: 'layer-body', id: bodyId, role: 'group', 'aria-label': name },
    create('p', { className: 'about' }, sentenceOf(about)),
    ...foldAdvanced(id, controls),
  );
  return {
    key,
    label: name,
    element,
    opener,
    body,
    moveTo: acts.moveTo,
    remove: acts.remove,
    update({ spec, on }) {
      element.classList.toggle('off', !on);
      eye.show(on);
      for (const { parameter, preset, control } of controls) {
        const set = textOf(parameter, spec);
        control.show(set, set ?? preset, on);
        control.complain(undefined);
      }
    },
  };
}
