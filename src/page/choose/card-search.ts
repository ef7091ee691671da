import { create } from '../ui/element.ts';

/** A card that is found by its words. */
export interface FoundCard {
  readonly element: HTMLElement;
  /** In small letters. */
  readonly words: string;
}

/** Cards that are found by what is typed: those that have all its words. */
export interface CardSearch {
  readonly field: HTMLInputElement;
  /** Says where none is left. */
  readonly found: HTMLElement;
  /** Looks again: there may be others now. */
  filter(): void;
}

/** @param what as in “Find a motion” */
export function createCardSearch(what: string, cards: () => Iterable<FoundCard>): CardSearch {
  const label = `Find ${what}`;
  const field = create('input', { type: 'search', placeholder: label, 'aria-label': label });
  const found = create('p', { className: 'hint', role: 'status' });

  function filter(): void {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = [...cards()];
    for (const card of all) card.element.hidden = !words.every((word) => card.words.includes(word));
    for (const group of new Set(
      all.map(({ element }) => element.closest<HTMLElement>('.card-group')),
    ))
      if (group) group.hidden = group.querySelector('li:not([hidden])') === null;
    const isNone = all.every(({ element }) => element.hidden);
    found.textContent = isNone ? `No ${what.replace(/^an? /, '')} is called so.` : '';
  }

  field.oninput = filter;
  field.onkeydown = (event) => {
    // The form around it is sent nowhere.
    if (event.key === 'Enter') event.preventDefault();
    if (event.key !== 'Escape' || field.value === '') return;
    // What lies beneath stays open.
    event.preventDefault();
    event.stopPropagation();
    field.value = '';
    filter();
  };
  return { field, found, filter };
}
