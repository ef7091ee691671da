import { SPEC_OPTIONS } from '../film/options/options.ts';
import { closeDialog, onOpen, openDialog } from './ui/dialogs.ts';
import { byId, create } from './ui/element.ts';
import { EFFECT_LAYERS, type LayerKind, MOTION_LAYERS } from './layers/layer-kinds.ts';
import { warn } from './ui/notices.ts';
import { chooseTransition, transitionLabel, transitionsOf } from './layers/transitions.ts';
import { selectedTransition, selectTransition } from './layers/selected-transition.ts';
import { isSeveral } from './project/pictures.ts';
import type { Project } from './project/project.ts';
import { transitionChoices } from '../film/spec/transition.ts';
import type { Panel } from './settings/panel.ts';
import type { StackList } from './stack/stack-list.ts';
import { setSheetOpen } from './stack/sheet.ts';

/** Something that a person may want, by its name. */
interface Entry {
  readonly name: string;
  /** What kind of thing it is. */
  readonly kind: string;
  readonly act: () => void;
}

/** How many are shown at once. */
const MOST = 12;

/**
 * The palette: motions, effects, transitions between several pictures, settings and what buttons do, found by a few letters of their names.
 *
 * @param openExport opens the panel of exports
 */
export function createPalette(
  project: Project,
  panel: Panel,
  openExport: () => Promise<void>,
): void {
  const always = entriesOf(panel, openExport);
  let entries = always;
  const what = 'A motion, an effect, a setting';
  const field = create('input', {
    type: 'text',
    id: 'palette-field',
    role: 'combobox',
    'aria-label': what,
    'aria-expanded': 'true',
    'aria-controls': 'palette-list',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: false,
    placeholder: `${what} …`,
    autofocus: true,
  });
  const list = create('ul', { id: 'palette-list', role: 'listbox', 'aria-label': 'Found' });
  byId('palette-title', HTMLElement).after(field, list);
  let found: readonly Entry[] = [];
  let chosen = 0;

  function choose(place: number): void {
    chosen = Math.min(Math.max(place, 0), found.length - 1);
    for (const [n, row] of [...list.children].entries())
      row.setAttribute('aria-selected', String(n === chosen));
    field.setAttribute('aria-activedescendant', chosen < 0 ? '' : `palette-${chosen}`);
  }

  function act(entry: Entry | undefined): void {
    if (entry === undefined) return;
    closeDialog('palette-dialog');
    entry.act();
  }

  function show(): void {
    found = findEntries(entries, field.value).slice(0, MOST);
    list.replaceChildren(
      ...found.map((entry, n) =>
        create(
          'li',
          { id: `palette-${n}`, role: 'option', onclick: () => act(entry) },
          create('span', {}, entry.name),
          create('span', { className: 'hint' }, entry.kind),
        ),
      ),
    );
    choose(0);
  }

  field.oninput = show;
  field.onkeydown = (event) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      choose(chosen + by);
    } else if (event.key === 'Enter') {
      // What had the focus before has it again by then, and would be pressed.
      event.preventDefault();
      act(found[chosen]);
    }
  };
  onOpen('palette-dialog', () => {
    field.value = '';
    const ofSeveral = isSeveral(project.source) ? transitionEntries(project) : [];
    entries = [...always, ...railEntries(), ...ofSeveral];
    show();
  });
}

/** Those that have all the words in their names, first those whose names begin so. */
function findEntries(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  const rank = ({ name }: Entry) => (name.toLowerCase().startsWith(first) ? 0 : 1);
  return entries
    .filter(({ name, kind }) =>
      words.every((word) => `${name} ${kind}`.toLowerCase().includes(word)),
    )
    .toSorted((a, b) => rank(a) - rank(b));
}

function entriesOf(
  { motions, effects, list }: Panel,
  openExport: () => Promise<void>,
): readonly Entry[] {
  const layers = ({ offered }: LayerKind, kind: string, add: (value: string) => void) =>
    offered.map(({ value, label }) => ({ name: label, kind, act: () => add(value) }));
  const settings = SPEC_OPTIONS.map(({ name, label, group }) => ({
    id: `option-${name}`,
    label,
    group,
  }))
    .filter(({ id }) => document.getElementById(id) !== null)
    .map(({ id, label, group }) => ({
      name: label,
      kind: 'setting',
      act() {
        const opened = group === 'film' || group === 'sound' ? openExport() : Promise.resolve();
        opened.then(() => focusSetting(id, list), warn);
      },
    }));
  const dialogs = [...document.querySelectorAll<HTMLElement>('[data-opens]')].map((button) => ({
    name: button.getAttribute('aria-label') ?? button.textContent.trim(),
    kind: 'opens',
    act: () => openDialog(button.dataset['opens'] ?? ''),
  }));
  return [
    ...layers(MOTION_LAYERS, 'adds a motion', motions.add),
    ...layers(EFFECT_LAYERS, 'adds an effect', effects.add),
    ...settings,
    ...dialogs,
    { name: 'Export', kind: 'opens', act: () => void openExport().catch(warn) },
  ];
}

/** What the rail opens; where there is none, the tabs. */
function railEntries(): readonly Entry[] {
  return [...document.querySelectorAll<HTMLElement>('#rail button, #tabs button')]
    .filter((button) => button.checkVisibility())
    .map((button) => ({
      name: button.textContent,
      kind: 'opens',
      act() {
        if (button.getAttribute('aria-expanded') === 'false') button.click();
      },
    }));
}

/** They are set where the selected one has its turn. */
function transitionEntries(project: Project): readonly Entry[] {
  return transitionChoices().map((name) => ({
    name: transitionLabel({ name }),
    kind: 'transition',
    act() {
      const selected = selectedTransition(transitionsOf(project.draft).length);
      project.change(chooseTransition(selected.place, { name })).catch(warn);
      selectTransition(selected);
    },
  }));
}

function focusSetting(id: string, list: StackList): void {
  const control = document.getElementById(id);
  if (control) list.selectRowOf(control);
  const fold = control?.closest('details');
  if (fold) fold.open = true;
  setSheetOpen(true);
  control?.focus();
}
