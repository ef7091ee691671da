import { byId, create } from '../ui/element.ts';
import { prependIcon } from '../ui/icon.ts';
import { onSheet, setSheetOpen, sheetState } from '../stack/sheet.ts';
import type { SectionKind, SectionName } from './section.ts';

/** The kinds of what can be chosen as tabs, where there is no room for a rail, and before them the stack alone. */
export interface Tabs {
  /** Says which of them there are now, and which is at the head of the stack. */
  update(isOffered: (section: SectionKind) => boolean, current: SectionName | undefined): void;
}

/** Asked for again, the sheet is at its top; and once more, it goes. */
export function createTabs(
  sections: readonly SectionKind[],
  press: (name: SectionName | undefined) => void,
): Tabs {
  const kinds: readonly (SectionKind | undefined)[] = [undefined, ...sections];
  const tabs = kinds.map((section) => {
    const button = create('button', { type: 'button' }, section?.label ?? 'Stack');
    prependIcon(button, section?.name ?? 'stack');
    button.onclick = () => {
      const isCurrent = button.getAttribute('aria-current') === 'true';
      const panel = byId('settings-panel', HTMLElement);
      const isAtTop = panel.scrollTop === 0 && panel.checkVisibility();
      if (sheetState() === 'open' && isCurrent && isAtTop) return setSheetOpen(false);
      setSheetOpen(true);
      press(section?.name);
      panel.scrollTop = 0;
    };
    return { section, button };
  });

  function showSheet(): void {
    const state = sheetState();
    for (const { button } of tabs)
      if (state === 'none') button.removeAttribute('aria-expanded');
      else button.setAttribute('aria-expanded', String(state === 'open'));
  }

  const bar = byId('tabs', HTMLElement);
  bar.append(...tabs.map(({ button }) => button));

  /** Not by scrollIntoView, which would move the page, too. */
  function bringIntoSight(button: HTMLElement): void {
    const [outer, inner] = [bar.getBoundingClientRect(), button.getBoundingClientRect()];
    const beyond = Math.max(0, inner.right - outer.right) + Math.min(0, inner.left - outer.left);
    bar.scrollBy({ left: beyond });
  }

  onSheet(showSheet);
  showSheet();
  return {
    update(isOffered, current) {
      for (const { section, button } of tabs) {
        button.hidden = section !== undefined && !isOffered(section);
        const isCurrent = section?.name === current;
        if (isCurrent === (button.getAttribute('aria-current') === 'true')) continue;
        button.setAttribute('aria-current', String(isCurrent));
        // Where not all have room.
        if (isCurrent) bringIntoSight(button);
      }
    },
  };
}
