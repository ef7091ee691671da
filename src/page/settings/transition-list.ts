import type { CodeOpener } from '../code/code-opener.ts';
import {
  addTransition,
  removeTransition,
  separateTransitions,
  transitionLabel,
  transitionsOf,
} from '../layers/transitions.ts';
import type { Project } from '../project/project.ts';
import { describeTurns, type Joint, jointsOf, turnsOf } from '../layers/joints.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import {
  onTransitionSelected,
  selectedTransition,
  selectTransition,
} from '../layers/selected-transition.ts';
import { createTransitionControls } from './transition-controls.ts';

/** A transition in the list. */
interface Row {
  readonly element: HTMLElement;
  readonly opener: HTMLElement;
  readonly body: HTMLElement;
  update(name: string, turns: string, isOnly: boolean): void;
  setOpen(open: boolean): void;
}

/** How one picture goes over into the next: several take turns, each with what can be set of it. */
export function createTransitionList(project: Project, code: CodeOpener) {
  const controls = createTransitionControls(project, code);
  const list = create('ol', { className: 'layers transition-list', role: 'list' });
  list.setAttribute('aria-label', 'Transitions, which take turns');
  const add = create(
    'button',
    { type: 'button', className: 'add-transition', onclick: () => addOne() },
    '+ Add a transition',
  );
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
      rows[joint.nth]?.opener.focus();
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
      (rows[place] ?? rows.at(-1))?.opener.focus();
    };
    project.change(removeTransition(place)).then(goOn, warn);
  }

  /** Made once for each place: whoever is on one of its controls stays there, whatever is set. */
  function createRow(place: number): Row {
    const id = `transition-body-${place}`;
    const name = create('span', {});
    const turns = create('span', { className: 'turns' });
    const opener = create(
      'button',
      {
        type: 'button',
        className: 'layer-name',
        'aria-controls': id,
        onclick: () => choose(place),
      },
      name,
      turns,
    );
    const remove = create(
      'button',
      { type: 'button', className: 'sign', onclick: () => removeOne(place) },
      '×',
    );
    const body = create('div', { className: 'layer-body', id, role: 'group' });
    const head = create('div', { className: 'layer-head' }, opener, remove);
    const element = create('li', { className: 'layer' }, head, body);
    return {
      element,
      opener,
      body,
      update(label, between, isOnly) {
        name.textContent = label;
        turns.textContent = between;
        body.setAttribute('aria-label', label);
        const words = `Remove transition ${place + 1}: ${label}`;
        remove.title = words;
        remove.setAttribute('aria-label', words);
        remove.hidden = isOnly;
      },
      setOpen(isOpen) {
        element.classList.toggle('open', isOpen);
        opener.setAttribute('aria-expanded', String(isOpen));
      },
    };
  }

  function showSelected(): void {
    const { place } = selectedTransition(rows.length);
    for (const [n, row] of rows.entries()) row.setOpen(n === place);
    const next = rows[place];
    if (next !== undefined && next !== open) next.body.append(alone, ...controls.elements);
    open = next;
    const joint = jointOfSeveral();
    alone.hidden = joint === undefined;
    if (joint !== undefined) only.textContent = `Change only ${joint.from} → ${joint.to}`;
    controls.update();
  }

  function update(): void {
    const specs = transitionsOf(project.draft);
    for (const { element } of rows.slice(specs.length)) element.remove();
    rows = specs.map((_, n) => rows[n] ?? createRow(n));
    for (const { element } of rows) if (!element.isConnected) list.append(element);
    const all = joints();
    for (const [n, spec] of specs.entries())
      rows[n]?.update(
        transitionLabel(spec),
        describeTurns(turnsOf(n, specs.length, all)),
        specs.length === 1,
      );
    showSelected();
  }

  onTransitionSelected(showSelected);
  return { elements: [list, create('p', { className: 'row' }, add)], update };
}
