import { create } from '../ui/element.ts';
import type { LayerRow } from './layer-row.ts';

/** Where the rows of a stack stand, and which of them shows its parameters. */
export interface Shelf {
  /** Left out: the rows stand in a list that has others, too. */
  readonly element?: HTMLElement;
  /** Which layer was opened last, by its key. */
  readonly opened: number | undefined;
  show(rows: readonly LayerRow[]): void;
  open(key: number): void;
  /** What a press on its name does. */
  press(key: number): void;
}

/** A list of its own: each row has its parameters under it, and folds them away when it is pressed again. */
export function createAccordion(label: string): Shelf {
  const element = create('ol', { className: 'layers', role: 'list', 'aria-label': label });
  let rows: readonly LayerRow[] = [];
  let opened: number | undefined;

  function mark(): void {
    for (const { key, element: row, opener } of rows) {
      const isOpen = key === opened;
      row.classList.toggle('open', isOpen);
      opener.setAttribute('aria-expanded', String(isOpen));
    }
  }

  function open(key: number | undefined): void {
    opened = key;
    mark();
  }

  return {
    element,
    get opened() {
      return opened;
    },
    show(next) {
      rows = next;
      for (const { element: row, body } of rows) row.append(body);
      element.replaceChildren(...rows.map((row) => row.element));
      mark();
    },
    open,
    press: (key) => open(key === opened ? undefined : key),
  };
}
