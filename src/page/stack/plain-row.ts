import { create } from '../ui/element.ts';
import type { StackItem } from './stack-list.ts';

/** A row of what can't be switched off or moved: its name, and what there is of it in a few words. */
export interface PlainRow extends StackItem {
  readonly opener: HTMLButtonElement;
  readonly said: HTMLElement;
  /** It is called otherwise now. */
  rename(label: string): void;
}

/** @param signs buttons at its end */
export function createPlainRow(
  id: string,
  label: string,
  body: HTMLElement,
  ...signs: readonly HTMLElement[]
): PlainRow {
  const said = create('span', { className: 'said' });
  const name = create('span', { className: 'label' }, label);
  const opener = create(
    'button',
    { type: 'button', className: 'layer-name', 'aria-controls': body.id },
    name,
    said,
  );
  const head = create('div', { className: 'layer-head' }, opener, ...signs);
  let current = label;
  return {
    id,
    get label() {
      return current;
    },
    element: create('li', {}, head),
    opener,
    said,
    body,
    rename(next) {
      current = next;
      name.textContent = next;
      body.setAttribute('aria-label', next);
    },
  };
}

/** Where what can be set of a row stands. */
export function createBody(id: string, label: string, ...children: readonly HTMLElement[]) {
  const properties = { id, className: 'layer-body', role: 'group', 'aria-label': label };
  return create('div', properties, ...children);
}
