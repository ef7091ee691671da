import type { Player } from '../../player/player.ts';
import type { CodeOpener } from '../code/code-opener.ts';
import type { Project } from '../project/project.ts';
import type { Panel } from '../settings/panel.ts';
import { create } from '../ui/element.ts';

/** What there is to choose from is chosen for this. */
export interface ChoosingFor {
  readonly player: Player;
  readonly project: Project;
  readonly panel: Panel;
  readonly code: CodeOpener;
  /** Brings the settings into sight, in the place of exports or code. */
  readonly showSettings: () => void;
}

/** Each has the sign of its name. */
export type SectionName = 'pictures' | 'motions' | 'effects' | 'transitions' | 'text' | 'code';

/** One kind of what can be chosen. */
export interface SectionKind {
  readonly name: SectionName;
  readonly label: string;
  /** Only where several pictures follow one another. */
  readonly ofSeveral?: boolean;
  readonly make: (work: ChoosingFor) => HTMLElement;
}

/** The name of a section above what is in it; what stays in sight while it is scrolled goes into the same head. */
export function createSection(
  label: string,
  staying: readonly HTMLElement[],
  ...rest: readonly HTMLElement[]
): HTMLElement {
  return create(
    'div',
    { className: 'choices' },
    create('div', { className: 'choices-head' }, create('h2', {}, label), ...staying),
    ...rest,
  );
}

/** Cards under a heading of their own. */
export function createGroup(label: string, cards: readonly HTMLElement[]): HTMLElement {
  const list = create('ul', { className: 'choice-cards', role: 'list' }, ...cards);
  list.setAttribute('aria-label', label);
  return create('div', { className: 'card-group' }, create('h3', {}, label), list);
}

/** Groups of cards below one another, or in one strip. */
export function createGroups(...groups: readonly HTMLElement[]): HTMLElement {
  return create('div', { className: 'card-groups' }, ...groups);
}
