import { isSeveral } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { byId, create } from '../ui/element.ts';
import { onSheet, setSheetOpen, sheetState } from './sheet.ts';

/** The kinds of settings, in the order of the panel, and their signs. */
const SECTIONS = [
  { group: 'motion', label: 'Motion', icon: 'M3 10h11M10 5l5 5-5 5' },
  { group: 'effects', label: 'Effects', icon: 'M10 2l2 6 6 2-6 2-2 6-2-6-6-2 6-2z' },
  { group: 'timing', label: 'Time', icon: 'M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14M10 6v4l3 2' },
  { group: 'picture', label: 'Picture', icon: 'M3 4h14v12H3zM3 14l5-5 4 4 2-2 3 3' },
  { group: 'transitions', label: 'Transitions', icon: 'M3 7h13l-4-4M17 13H4l4 4' },
  { group: 'canvas', label: 'Frame', icon: 'M6 2v12h12M2 6h12v12' },
] as const;

/** Brings a kind of settings into sight, and says which is there; where they are a sheet, asked again it goes. */
export function createSections(project: Project, showSettings: () => void): void {
  const panel = byId('settings-panel', HTMLElement);
  /** What was asked for last, and where the panel was then: the last kinds can't all come to its top. */
  let asked = { group: '', at: -1 };
  const buttons = SECTIONS.map(({ group, label, icon }) => {
    const button = create('button', { type: 'button' });
    button.insertAdjacentHTML(
      'beforeend',
      `<svg viewBox="0 0 20 20" aria-hidden="true"><path class="line" d="${icon}" /></svg>`,
    );
    button.append(create('span', {}, label));
    button.onclick = () => {
      const isCurrent = button.getAttribute('aria-current') === 'true';
      if (sheetState() === 'open' && isCurrent) return setSheetOpen(false);
      setSheetOpen(true);
      showSettings();
      const { top } = byId(`group-${group}`, HTMLFieldSetElement).getBoundingClientRect();
      // Not by scrollIntoView, which would move the page, too.
      panel.scrollBy({ top: top - panel.getBoundingClientRect().top });
      asked = { group, at: panel.scrollTop };
      mark();
    };
    return { group, button };
  });
  const showSheet = () => {
    const state = sheetState();
    for (const { button } of buttons)
      if (state === 'none') button.removeAttribute('aria-expanded');
      else button.setAttribute('aria-expanded', String(state === 'open'));
  };
  /** One picture goes over into nothing. */
  const showGroups = () => {
    for (const { group, button } of buttons)
      button.hidden = group === 'transitions' && !isSeveral(project.source);
  };
  const mark = () => {
    const { top, height } = panel.getBoundingClientRect();
    // What begins well below the top isn't there yet.
    const line = top + Math.min(height / 4, 90);
    const above = buttons.filter(
      ({ group, button }) =>
        !button.hidden &&
        byId(`group-${group}`, HTMLFieldSetElement).getBoundingClientRect().top <= line,
    );
    const current =
      panel.scrollTop === asked.at ? asked.group : (above.at(-1) ?? buttons[0])?.group;
    for (const { group, button } of buttons)
      button.setAttribute('aria-current', String(group === current));
  };
  byId('sections', HTMLElement).append(...buttons.map(({ button }) => button));
  panel.addEventListener('scroll', mark, { passive: true });
  onSheet(showSheet);
  project.on('source', showGroups);
  showGroups();
  showSheet();
  mark();
}
