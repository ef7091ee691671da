import '../styles/choose.css';
import { isSeveral } from '../project/pictures.ts';
import { setSheetOpen, sheetState } from '../stack/sheet.ts';
import { byId } from '../ui/element.ts';
import { createCodeChoices } from './choose-code.ts';
import { createEffectChoices } from './choose-effects.ts';
import { createMotionChoices } from './choose-motions.ts';
import { createPictureChoices } from './choose-pictures.ts';
import { createTextChoices } from './choose-text.ts';
import { createTransitionChoices } from './choose-transitions.ts';
import { createRail } from './rail.ts';
import { createTabs } from './tabs.ts';
import type { ChoosingFor, SectionKind, SectionName } from './section.ts';

/** What there is to choose from, in the order of the rail. */
const SECTIONS: readonly SectionKind[] = [
  { name: 'pictures', label: 'Pictures', make: createPictureChoices },
  { name: 'motions', label: 'Motions', make: createMotionChoices },
  { name: 'effects', label: 'Effects', make: createEffectChoices },
  { name: 'transitions', label: 'Transitions', ofSeveral: true, make: createTransitionChoices },
  { name: 'text', label: 'Text', make: createTextChoices },
  { name: 'code', label: 'Code', make: createCodeChoices },
];

export interface Chooser {
  open(name: SectionName): void;
  /** Gives its room to what needs it, and takes it back. */
  makeRoom(isNeeded: boolean): void;
}

/** As in styles/layout.css: without room for a column, what is chosen from stands at the head of the stack. */
const NARROW = matchMedia('(max-width: 860px)');
/** Where there is room, something is open at first. */
const ROOMY = matchMedia('(max-width: 860px), (min-width: 1280px)');
/** As in styles/choose.css: here it lies over the stage. */
const OVER_STAGE = matchMedia('(min-width: 861px) and (max-width: 1099px)');

/** The column at the left, of all that can be chosen: its rail opens and folds it; in a sheet, its tabs. */
export function createChooser(work: ChoosingFor): Chooser {
  const column = byId('choose', HTMLElement);
  const made = new Map<SectionName, HTMLElement>();
  let current: SectionName | undefined;
  /** What was open before it gave its room away. */
  let before: SectionName | undefined;

  const isOffered = ({ ofSeveral = false }: SectionKind) =>
    !ofSeveral || isSeveral(work.project.source);
  const rail = createRail(SECTIONS, (name) => show(name === current ? undefined : name));
  const tabs = createTabs(SECTIONS, (name) => {
    work.showSettings();
    show(name);
  });

  function elementOf({ name, make }: SectionKind): HTMLElement {
    const known = made.get(name);
    if (known) return known;
    const element = make(work);
    element.id = `choose-${name}`;
    made.set(name, element);
    return element;
  }

  function place(): void {
    const room = NARROW.matches ? byId('choices', HTMLElement) : column;
    for (const section of SECTIONS) {
      const isOpen = section.name === current;
      if (!isOpen && !made.has(section.name)) continue;
      const element = elementOf(section);
      element.hidden = !isOpen;
      if (element.parentElement !== room) room.append(element);
    }
  }

  function show(name: SectionName | undefined): void {
    current = name;
    const isOpen = name !== undefined;
    document.body.classList.toggle('choosing', isOpen);
    document.body.classList.toggle('folded', !isOpen);
    rail.update(isOffered, current);
    tabs.update(isOffered, current);
    place();
    column.scrollTop = 0;
  }

  function open(name: SectionName): void {
    if (sheetState() === 'closed') setSheetOpen(true);
    show(name);
    // On a phone its keys would cover what is looked for.
    if (!NARROW.matches) made.get(name)?.querySelector('input')?.focus();
  }

  function makeRoom(isNeeded: boolean): void {
    if (!isNeeded) return show(current ?? before);
    before = current;
    show(undefined);
  }

  function follow(): void {
    const section = SECTIONS.find((each) => each.name === current);
    show(section && !isOffered(section) ? undefined : current);
  }

  /** What lies over something goes by Escape, and whoever has opened it is where that was done. */
  function close(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || current === undefined || !OVER_STAGE.matches) return;
    event.preventDefault();
    event.stopPropagation();
    const name = current;
    show(undefined);
    rail.focus(name);
  }
  column.onkeydown = close;
  byId('rail', HTMLElement).addEventListener('keydown', close);
  // Over the stage alone: what is under that is pressed while one chooses.
  new ResizeObserver(([entry]) => {
    if (entry) column.style.setProperty('--stage-height', `${entry.contentRect.height}px`);
  }).observe(byId('stage', HTMLElement));

  NARROW.addEventListener('change', place);
  work.project.on('source', follow);
  show(ROOMY.matches ? 'motions' : undefined);
  return { open, makeRoom };
}
