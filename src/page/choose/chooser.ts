import '../styles/choose.css';
import { isSeveral } from '../project/pictures.ts';
import { byId } from '../ui/element.ts';
import { createCodeChoices } from './choose-code.ts';
import { createEffectChoices } from './choose-effects.ts';
import { createMotionChoices } from './choose-motions.ts';
import { createPictureChoices } from './choose-pictures.ts';
import { createTextChoices } from './choose-text.ts';
import { createTransitionChoices } from './choose-transitions.ts';
import { createRail } from './rail.ts';
import type { ChoosingFor, SectionKind, SectionName } from './section.ts';

/** What there is to choose from, in the order of the rail. */
const SECTIONS: readonly SectionKind[] = [
  {
    name: 'pictures',
    label: 'Pictures',
    icon: 'M3 4h14v12H3zM3 14l5-5 4 4 2-2 3 3',
    make: createPictureChoices,
  },
  {
    name: 'motions',
    label: 'Motions',
    icon: 'M3 10h11M10 5l5 5-5 5',
    group: 'group-motion',
    make: createMotionChoices,
  },
  {
    name: 'effects',
    label: 'Effects',
    icon: 'M10 2l2 6 6 2-6 2-2 6-2-6-6-2 6-2z',
    group: 'group-effects',
    make: createEffectChoices,
  },
  {
    name: 'transitions',
    label: 'Transitions',
    icon: 'M3 7h13l-4-4M17 13H4l4 4',
    group: 'group-transitions',
    ofSeveral: true,
    make: createTransitionChoices,
  },
  { name: 'text', label: 'Text', icon: 'M4 6V4h12v2M10 4v12M8 16h4', make: createTextChoices },
  {
    name: 'code',
    label: 'Code',
    icon: 'M7 4c-3 0-1 5-4 6 3 1 1 6 4 6M13 4c3 0 1 5 4 6-3 1-1 6-4 6',
    make: createCodeChoices,
  },
];

export interface Chooser {
  open(name: SectionName): void;
  /** Gives its room to what needs it, and takes it back. */
  makeRoom(isNeeded: boolean): void;
}

/** As in styles/layout.css: without room for a column, all stands among the settings. */
const NARROW = matchMedia('(max-width: 860px)');
/** Where there is room, something is open at first. */
const ROOMY = matchMedia('(min-width: 1280px)');

/** The column at the left, of all that can be chosen: its rail opens and folds it. */
export function createChooser(work: ChoosingFor): Chooser {
  const column = byId('choose', HTMLElement);
  const made = new Map<SectionName, HTMLElement>();
  let current: SectionName | undefined;
  /** What was open before it gave its room away. */
  let before: SectionName | undefined;

  const isOffered = ({ ofSeveral = false }: SectionKind) =>
    !ofSeveral || isSeveral(work.project.source);
  const rail = createRail(SECTIONS, (name) => show(name === current ? undefined : name));

  function elementOf({ name, make }: SectionKind): HTMLElement {
    const known = made.get(name);
    if (known) return known;
    const element = make(work);
    element.id = `choose-${name}`;
    made.set(name, element);
    return element;
  }

  function placeInSettings(section: SectionKind): void {
    const group = section.group && document.getElementById(section.group);
    if (!group || !isOffered(section)) return;
    const element = elementOf(section);
    element.hidden = false;
    if (element.parentElement !== group) group.querySelector('legend')?.after(element);
  }

  function placeInColumn(section: SectionKind): void {
    const isOpen = section.name === current;
    if (!isOpen && !made.has(section.name)) return;
    const element = elementOf(section);
    element.hidden = !isOpen;
    if (element.parentElement !== column) column.append(element);
  }

  function place(): void {
    for (const section of SECTIONS)
      if (NARROW.matches) placeInSettings(section);
      else placeInColumn(section);
  }

  function show(name: SectionName | undefined): void {
    current = name;
    const isOpen = name !== undefined;
    document.body.classList.toggle('choosing', isOpen);
    document.body.classList.toggle('folded', !isOpen);
    rail.update(isOffered, current);
    place();
    column.scrollTop = 0;
  }

  function open(name: SectionName): void {
    if (NARROW.matches) {
      made.get(name)?.scrollIntoView({ block: 'nearest' });
      return;
    }
    show(name);
    made.get(name)?.querySelector('input')?.focus();
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

  NARROW.addEventListener('change', place);
  work.project.on('source', follow);
  show(ROOMY.matches ? 'motions' : undefined);
  return { open, makeRoom };
}
