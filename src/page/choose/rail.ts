import { byId, create } from '../ui/element.ts';
import { prependIcon } from '../ui/icon.ts';
import type { SectionKind, SectionName } from './section.ts';

/** The kinds of what can be chosen, at the very left. */
export interface Rail {
  /** Says which of them there are now, and which is open. */
  update(isOffered: (section: SectionKind) => boolean, current: SectionName | undefined): void;
  focus(name: SectionName): void;
}

/** A toolbar: one of its buttons is reached by Tab, the others by arrows. */
export function createRail(
  sections: readonly SectionKind[],
  press: (name: SectionName) => void,
): Rail {
  const buttons = sections.map((section) => {
    const { name, label } = section;
    const button = create('button', {
      type: 'button',
      'aria-controls': 'choose',
      onclick: () => press(name),
    });
    prependIcon(button, name);
    button.append(create('span', {}, label));
    button.onfocus = () => reachBy(button);
    return { section, button };
  });
  const bar = create(
    'div',
    { role: 'toolbar', 'aria-label': 'What to choose from', 'aria-orientation': 'vertical' },
    ...buttons.map(({ button }) => button),
  );

  function reachBy(reached: HTMLButtonElement): void {
    for (const { button } of buttons) button.tabIndex = button === reached ? 0 : -1;
  }

  bar.onkeydown = (event) => {
    const there = buttons.filter(({ button }) => !button.hidden).map(({ button }) => button);
    const now = there.findIndex((button) => button === document.activeElement);
    const next = { ArrowUp: now - 1, ArrowDown: now + 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    // The film has the same keys.
    event.stopPropagation();
    there.at(next % there.length)?.focus();
  };
  byId('rail', HTMLElement).append(bar);
  return {
    update(isOffered, current) {
      for (const { section, button } of buttons) {
        button.hidden = !isOffered(section);
        button.setAttribute('aria-expanded', String(section.name === current));
      }
      const shown = buttons.filter(({ button }) => !button.hidden);
      const reached = shown.find(({ button }) => button.tabIndex === 0) ?? shown[0];
      const open = shown.find(({ section }) => section.name === current) ?? reached;
      if (open && !bar.contains(document.activeElement)) reachBy(open.button);
    },
    focus: (name) => buttons.find(({ section }) => section.name === name)?.button.focus(),
  };
}
