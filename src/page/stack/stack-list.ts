import { createEmitter } from '../../player/emitter.ts';
import type { Shelf } from '../layers/shelf.ts';
import { bindRowDrag } from './drag-rows.ts';
import { showParameters } from './sheet.ts';
import { create } from '../ui/element.ts';
import { type IconName, prependIcon } from '../ui/icon.ts';
import { tell } from '../ui/notices.ts';

/** Kinds of what a film is made of, in the order in which they come to it, and their signs. */
const GROUPS = {
  pictures: 'pictures',
  transitions: 'transitions',
  motions: 'motions',
  effects: 'effects',
  text: 'text',
  frame: 'frame',
  time: 'time',
} as const satisfies Record<string, IconName>;
export type StackGroup = keyof typeof GROUPS;

/** A row of the stack: something of the film, to be selected, and what can be set of it. */
export interface StackItem {
  /** The same as long as the thing is. */
  readonly id: string;
  readonly label: string;
  /** An `li`. */
  readonly element: HTMLElement;
  /** Its name, which is pressed to select it. */
  readonly opener: HTMLElement;
  readonly body: HTMLElement;
  /** Told when it is selected, and when it isn't any more. */
  readonly setOpen?: (open: boolean) => void;
  /** Puts it at a place among those of its kind that can be moved; left out: it stays where it is. */
  readonly moveTo?: ((place: number) => void) | undefined;
  /** Takes it out of the film; left out: it can't be. */
  readonly remove?: (() => void) | undefined;
}

/** All that a film is made of in one list, and beneath it what can be set of the selected one. */
export interface StackList {
  readonly list: HTMLElement;
  readonly parameters: HTMLElement;
  readonly selected: string | undefined;
  /** Shows these of a kind, in the place of those that it had. */
  show(group: StackGroup, items: readonly StackItem[]): void;
  /** Those of a kind. */
  shown(group: StackGroup): readonly StackItem[];
  /** Selects the row that an element is of, among what can be set. */
  selectRowOf(element: Element): void;
  select(id: string): void;
  /** Moves what has the focus in the list, or else is selected, by a place. */
  moveBy(by: 1 | -1): void;
  /** Takes it out of the film, and says so. */
  remove(): void;
  /** As a person does who presses its name. */
  press(id: string): void;
  onSelect(listener: (id: string) => void): void;
}

export function createStackList(): StackList {
  const { on, emit } = createEmitter<{ select: string }>();
  const list = create('ol', { id: 'stack', className: 'layers', role: 'list' });
  list.setAttribute('aria-labelledby', 'stack-title');
  const title = create('h3', { id: 'selected-title' });
  const parameters = create('section', { id: 'parameters' }, title);
  parameters.setAttribute('aria-labelledby', title.id);
  const shown = new Map<StackGroup, readonly StackItem[]>();
  let selected: string | undefined;
  let open: StackItem | undefined;

  const inOrder = () => groupNames().flatMap((group) => shown.get(group) ?? []);

  function mark(): void {
    const item = inOrder().find(({ id }) => id === selected);
    for (const each of inOrder()) {
      const isSelected = each === item;
      each.element.classList.toggle('selected', isSelected);
      if (isSelected) each.opener.setAttribute('aria-current', 'true');
      else each.opener.removeAttribute('aria-current');
      each.body.hidden = !isSelected;
    }
    title.textContent = item?.label ?? '';
    if (item === open) return;
    open?.setOpen?.(false);
    open = item;
    open?.setOpen?.(true);
  }

  function show(group: StackGroup, items: readonly StackItem[]): void {
    const before = shown.get(group) ?? [];
    shown.set(group, items);
    const place = before.findIndex(({ id }) => id === selected);
    if (!isSame(before, items)) {
      for (const { element, body } of before.filter((each) => !items.includes(each)))
        for (const gone of [element, body]) gone.remove();
      const later = groupNames().slice(groupNames().indexOf(group) + 1);
      const [next] = later.flatMap((each) => shown.get(each) ?? []);
      for (const { element, opener } of items) {
        element.classList.add('layer', `of-${group}`);
        if (!opener.querySelector('svg')) opener.prepend(createGrip(GROUPS[group]));
        list.insertBefore(element, next?.element ?? null);
      }
      parameters.append(...items.map(({ body }) => body));
    }
    const canMove = items.filter(isMovable).length > 1;
    for (const each of items) each.element.classList.toggle('movable', canMove && isMovable(each));
    const isGone = place !== -1 && !items.some(({ id }) => id === selected);
    // What takes the place of one that has gone; else what there is next to it.
    if (isGone) {
      const beside = items[Math.min(place, items.length - 1)] ?? shown.get('motions')?.[0];
      selected = (beside ?? inOrder()[0])?.id;
    }
    mark();
    if (isGone && selected !== undefined) emit('select', selected);
  }

  function select(id: string): void {
    if (id === selected) return;
    selected = id;
    mark();
    emit('select', id);
  }

  function press(id: string): void {
    select(id);
    showParameters();
  }

  /** Those of its kind that can be moved. */
  function kinOf(item: StackItem | undefined): readonly MovableItem[] {
    const all = [...shown.values()].find((items) => items.some((each) => each === item)) ?? [];
    return all.filter(isMovable);
  }

  /** What keys are for: what has the focus, or else is selected. */
  function meant(): StackItem | undefined {
    const { activeElement } = document;
    const focused = inOrder().find(({ element }) => element.contains(activeElement));
    return focused ?? inOrder().find(({ id }) => id === selected);
  }

  function moveBy(by: 1 | -1): void {
    const item = meant();
    const kin = kinOf(item);
    const place = kin.findIndex((each) => each === item) + by;
    if (item && place in kin) item.moveTo?.(place);
  }

  function remove(): void {
    const item = meant();
    if (item === undefined) return;
    if (!item.remove) return tell(`${item.label} can’t be removed.`);
    const { label } = item;
    item.remove();
    tell(`${label} is removed; Ctrl Z brings it back.`);
  }

  bindRowDrag(list, (row) => kinOf(inOrder().find(({ element }) => element === row)));
  list.onkeydown = (event) => {
    if (event.altKey) return;
    const openers = inOrder().map(({ opener }) => opener);
    const now = openers.findIndex((opener) => opener === document.activeElement);
    const next = { ArrowUp: now - 1, ArrowDown: now + 1, Home: 0, End: openers.length - 1 }[
      event.key
    ];
    if (now === -1 || next === undefined) return;
    event.preventDefault();
    // The film has the same keys.
    event.stopPropagation();
    openers[next]?.focus();
  };

  return {
    list,
    parameters,
    get selected() {
      return selected;
    },
    show,
    shown: (group) => shown.get(group) ?? [],
    selectRowOf(element) {
      const item = inOrder().find(({ body }) => body.contains(element));
      if (item) select(item.id);
    },
    select,
    moveBy,
    remove,
    press,
    onSelect: (listener) => on('select', listener),
  };
}

/** Rows of motions or effects among the others. */
export function createStackShelf(list: StackList, group: 'motions' | 'effects'): Shelf {
  const idOf = (key: number) => `${group}-${key}`;
  let keys: readonly number[] = [];
  let opened: number | undefined;
  list.onSelect((id) => (opened = keys.find((key) => idOf(key) === id) ?? opened));
  return {
    get opened() {
      return opened;
    },
    show(rows) {
      keys = rows.map(({ key }) => key);
      list.show(
        group,
        rows.map((row) => ({ ...row, id: idOf(row.key) })),
      );
    },
    open: (key) => list.select(idOf(key)),
    press: (key) => list.press(idOf(key)),
  };
}

interface MovableItem extends StackItem {
  readonly moveTo: (place: number) => void;
}

function isMovable(item: StackItem): item is MovableItem {
  return item.moveTo !== undefined;
}

/** The sign of its kind, and what fingers take a row by. */
function createGrip(name: IconName): HTMLElement {
  const grip = create('span', { className: 'grip', 'aria-hidden': 'true' });
  prependIcon(grip, name);
  return grip;
}

function groupNames(): readonly StackGroup[] {
  return Object.keys(GROUPS) as StackGroup[];
}

function isSame(a: readonly StackItem[], b: readonly StackItem[]): boolean {
  return a.length === b.length && a.every(({ element }, n) => element === b[n]?.element);
}
