import type { CodeOpener } from '../code/code-opener.ts';
import {
  addTransition,
  moveTransition,
  removeTransition,
  separateTransitions,
  transitionLabel,
  transitionsOf,
} from '../layers/transitions.ts';
import { isSeveral } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { describeTurns, type Joint, jointsOf, turnsOf } from '../layers/joints.ts';
import { announceMove } from '../ui/announce.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import {
  onTransitionSelected,
  selectedTransition,
  selectTransition,
} from '../layers/selected-transition.ts';
import { createBody, createPlainRow } from './plain-row.ts';
import type { StackItem, StackList } from './stack-list.ts';
import { createTransitionControls } from './transition-controls.ts';

/** A transition in the stack. */
interface Row {
  readonly item: StackItem;
  update(name: string, turns: string, isOnly: boolean): void;
}

/**
 * Rows of how one picture goes over into the next: several take turns, each with what can be set of it. What comes
 * back keeps them true.
 *
 * @param adding adds one more
 */
export function showTransitionRows(
  list: StackList,
  project: Project,
  code: CodeOpener,
  adding: HTMLElement,
): () => void {
  const controls = createTransitionControls(project, code);
  adding.onclick = addOne;
  const only = create('button', { type: 'button', onclick: () => separate() });
  const alone = create('p', { className: 'row' }, only);
  let rows: readonly Row[] = [];
  let open: Row | undefined;

  const count = () => transitionsOf(project.draft).length;
  const joints = () => jointsOf(project.plan);

  /** What is chosen is seen, where it has its turn first. */
  function choose(place: number): void {
    selectTransition({ place, joint: turnsOf(place, count(), joints())[0]?.nth });
  }

  /** The joint that is looked at, where the selected one has its turn elsewhere, too. */
  function jointOfSeveral(): Joint | undefined {
    const { place, joint } = selectedTransition(count());
    const turns = turnsOf(place, count(), joints());
    return turns.length < 2 ? undefined : (turns.find(({ nth }) => nth === joint) ?? turns[0]);
  }

  function separate(): void {
    const joint = jointOfSeveral();
    if (joint === undefined) return;
    const goOn = () => {
      selectTransition({ place: joint.nth, joint: joint.nth });
      rows[joint.nth]?.item.opener.focus();
    };
    project.change(separateTransitions).then(goOn, warn);
  }

  function addOne(): void {
    project
      .change(addTransition(selectedTransition(count()).place))
      .then(() => choose(count() - 1), warn);
  }

  function removeOne(place: number): void {
    const { place: selected } = selectedTransition(count());
    const goOn = () => {
      choose(Math.min(selected > place ? selected - 1 : selected, count() - 1));
      // The button that was pressed may be gone with its row.
      (rows[place] ?? rows.at(-1))?.item.opener.focus();
    };
    project.change(removeTransition(place)).then(goOn, warn);
  }

  function moveOne(place: number, to: number): void {
    const goOn = () => {
      choose(to);
      rows[to]?.item.opener.focus();
    };
    project.change(moveTransition(place, to)).then(goOn, warn);
    announceMove(rows[place]?.item.label ?? '', to, rows.length);
  }

  /** Made once for each place: whoever is on one of its controls stays there, whatever is set. */
  function createRow(place: number): Row {
    const id = `transition-${place}`;
    const body = createBody(id, 'Transition');
    const remove = create(
      'button',
      { type: 'button', className: 'sign', onclick: () => removeOne(place) },
      '×',
    );
    const row = createPlainRow(id, '', body, remove);
    row.opener.onclick = () => {
      choose(place);
      list.press(id);
    };
    return {
      item: {
        ...row,
        get label() {
          return row.label;
        },
        moveTo: (to) => moveOne(place, to),
        get remove() {
          return count() > 1 ? () => removeOne(place) : undefined;
        },
      },
      update(label, between, isOnly) {
        row.rename(label);
        row.said.textContent = between;
        const words = `Remove transition ${place + 1}: ${label}`;
        remove.title = words;
        remove.setAttribute('aria-label', words);
        remove.hidden = isOnly;
      },
    };
  }

  function showSelected(): void {
    const { place } = selectedTransition(rows.length);
    const next = rows[place];
    if (next !== undefined && next !== open) next.item.body.append(alone, ...controls.elements);
    open = next;
    const joint = jointOfSeveral();
    alone.hidden = joint === undefined;
    if (joint !== undefined) only.textContent = `Change only ${joint.from} → ${joint.to}`;
    controls.update();
  }

  function update(): void {
    const areSeveral = isSeveral(project.source);
    adding.hidden = !areSeveral;
    const specs = areSeveral ? transitionsOf(project.draft) : [];
    rows = specs.map((_, n) => rows[n] ?? createRow(n));
    const all = joints();
    for (const [n, spec] of specs.entries())
      rows[n]?.update(
        transitionLabel(spec),
        describeTurns(turnsOf(n, specs.length, all)),
        specs.length === 1,
      );
    list.show(
      'transitions',
      rows.map(({ item }) => item),
    );
    if (areSeveral) showSelected();
  }

  onTransitionSelected(() => {
    showSelected();
    const item = rows[selectedTransition(rows.length).place]?.item;
    if (item) list.select(item.id);
  });
  // What takes the place of one that has gone is the selected one.
  list.onSelect((id) => {
    const place = rows.findIndex(({ item }) => item.id === id);
    if (place >= 0 && place !== selectedTransition(rows.length).place) choose(place);
  });
  return update;
}
