import { create } from '../ui/element.ts';
import type { Project } from '../project/project.ts';
import { rememberedLayers, rememberLayers, seenWith } from '../project/shown-layers.ts';
import type { LayerKind } from './layer-kinds.ts';
import { keyOf, type LayerSpec, placeOf } from './layer-keys.ts';
import { createLayerRow, type LayerRow } from './layer-row.ts';
import { createAccordion, type Shelf } from './shelf.ts';
import { inOrderOf, inserted, type Layer, movedTo, reconcile } from './layers.ts';
import { messageOf } from '../../core/errors.ts';
import { announce, announceMove } from '../ui/announce.ts';
import { warn } from '../ui/notices.ts';

/** The layers of one kind: in their order, each with its parameters. */
export interface Stack {
  readonly element: HTMLElement;
  /** Lays one more over those that there are, and shows its parameters. */
  readonly add: (value: string) => void;
  /** Puts one in the place of that which shows its parameters, or else of the last; one that is there already, it shows. */
  readonly use: (value: string) => void;
  /** Shows the parameters of one, by its key. */
  readonly open: (key: number) => void;
  /** Shows what the draft says. */
  update(): void;
}

/** Where else a stack leads. */
export interface StackLinks {
  /** Shows the code of one of those of the film, where they have any. */
  readonly openCode?: (key: number) => void;
  /** Shows what there is to add; left out: the stack has a list of names. */
  readonly choose?: () => void;
  /** Left out: the stack is a list of its own. */
  readonly shelf?: Shelf;
}

/**
 * What is done is seen at once, and in the film when that follows: until then it is done to the layers that are
 * seen, each by its key.
 *
 * @param kind motions or effects
 */
export function createStack(
  kind: LayerKind,
  project: Pick<Project, 'draft' | 'change'>,
  { openCode, choose, shelf = createAccordion(kind.heading) }: StackLinks = {},
): Stack {
  let layers: readonly Layer[] = [];
  let rows: readonly LayerRow[] = [];
  /** Of the layers that the rows were made for. */
  let keys: readonly number[] = [];
  /** What the rows were made for. */
  let shown = '';
  /** Of what was done, how much the film has yet to follow. */
  let pending = 0;

  const keyAt = ({ spec }: Layer) => keyOf(spec);
  const find = (key: number) => layers.find((layer) => keyAt(layer) === key);

  /**
   * @param next as the page shows it
   * @param edit as the film has it, of what all that was done before has left
   * @param refused where the film can't be so
   */
  function arrange(
    next: readonly Layer[],
    edit: (specs: readonly LayerSpec[]) => readonly LayerSpec[],
    refused = () => {},
  ): void {
    layers = next;
    show();
    pending++;
    project
      .change((draft) => {
        const specs = edit(kind.read(draft));
        const seen = next.map((layer) => withSpecOf(layer, specs));
        return seenWith(kind.write(draft, specs), { [kind.field]: seen });
      })
      .catch((error: unknown) => {
        warn(error);
        refused();
      })
      // What is off is of no film: nobody else tells of it.
      .finally(() => {
        pending--;
        update();
      });
  }

  function setOn(layer: Layer, on: boolean): readonly Layer[] {
    return layers.map((each) => (keyAt(each) === keyAt(layer) ? { ...each, on } : each));
  }

  function turn(layer: Layer): void {
    const next = setOn(layer, !layer.on);
    arrange(
      next,
      (specs) =>
        layer.on
          ? specs.filter((spec) => keyOf(spec) !== keyAt(layer))
          : inserted(specs, layer, next),
      () => (layers = setOn(layer, layer.on)),
    );
  }

  function moveTo(layer: Layer, place: number): void {
    const next = movedTo(layers, layers.indexOf(layer), place);
    if (next === layers) return;
    arrange(next, (specs) => inOrderOf(next, specs));
    announceMove(kind.about(layer.spec).label, place, layers.length);
  }

  function remove(layer: Layer): void {
    const key = keyAt(layer);
    arrange(
      layers.filter((each) => keyAt(each) !== key),
      (specs) => specs.filter((spec) => keyOf(spec) !== key),
    );
    announce(`${kind.about(layer.spec).label} removed`);
  }

  function createRow({ spec, on }: Layer, place: number): LayerRow {
    const about = kind.about(spec);
    const key = keyOf(spec);
    const ends = { first: place === 0, last: place === layers.length - 1 };
    /** Whoever acts on one that has gone since does nothing. */
    const withIt = (act: (layer: Layer) => void) => () => {
      const layer = find(key);
      if (layer) act(layer);
    };
    return createLayerRow(kind, key, about, place, ends, {
      open: () => shelf.press(key),
      turn: withIt(turn),
      // What is off isn't in the film.
      code: openCode && on ? () => openCode(key) : undefined,
      moveTo: (to) => withIt((layer) => moveTo(layer, to))(),
      remove: withIt(remove),
      set(n, text, control) {
        const parameter = about.parameters[n];
        if (parameter === undefined) return;
        project
          .change((draft) => kind.set(draft, placeOf(key, kind.read(draft)), parameter, text))
          .then(
            () => control.complain(undefined),
            (error: unknown) => control.complain(messageOf(error)),
          );
      },
    });
  }

  function show(): void {
    const made = JSON.stringify(
      layers.map((layer) => [keyAt(layer), layer.on, nameOf(layer), layer.spec['source']]),
    );
    if (made !== shown) {
      shown = made;
      const focused = focusedIn(rows);
      const key = focused && keys[focused.place];
      keys = layers.map(keyAt);
      rows = layers.map(createRow);
      shelf.show(rows);
      // Whoever presses a button again and again stays on it; where its layer has gone, on that of the next.
      if (focused) {
        const place = key !== undefined && keys.includes(key) ? keys.indexOf(key) : focused.place;
        focusAgain(rows[Math.min(place, rows.length - 1)], focused.button);
      }
    }
    layers.forEach((layer, n) => rows[n]?.update(layer));
  }

  function update(): void {
    const specs = kind.read(project.draft);
    // What the film has yet to follow stays as it was done.
    if (pending > 0) {
      layers = layers.map((layer) => withSpecOf(layer, specs));
      show();
    } else {
      const { draft } = project;
      // As it was seen before, with what was off then; else as what has changed says.
      layers = rememberedLayers(draft)?.[kind.field] ?? reconcile(layers, specs);
      rememberLayers(draft, { [kind.field]: layers });
      // What others have laid there is looked at first.
      const fresh = layers.find((layer) => !keys.includes(keyAt(layer)));
      show();
      if (fresh) shelf.open(keyAt(fresh));
    }
  }

  function use(value: string): void {
    const same = layers.find((layer) => nameOf(layer) === value);
    if (same) return shelf.open(keyAt(same));
    const before = layers.find((layer) => keyAt(layer) === shelf.opened) ?? layers.at(-1);
    if (before === undefined) return add(value);
    const spec = kind.create(value);
    const next = layers.map((each) => (each === before ? { spec, on: true } : each));
    arrange(next, (specs) =>
      before.on
        ? specs.map((each) => (keyOf(each) === keyAt(before) ? spec : each))
        : inserted(specs, { spec, on: true }, next),
    );
    shelf.open(keyOf(spec));
  }

  function add(value: string): void {
    const spec = kind.create(value);
    arrange([...layers, { spec, on: true }], (specs) => [...specs, spec]);
    shelf.open(keyOf(spec));
    rows.at(-1)?.element.scrollIntoView({ block: 'nearest' });
  }

  const adding = choose
    ? create('button', { type: 'button', title: kind.adding, onclick: choose }, `+ ${kind.one}`)
    : createNames(kind, add);
  const own = shelf.element ? [shelf.element] : [];
  return {
    element: create('div', { className: 'stack' }, ...own, adding),
    add,
    use,
    open: (key) => shelf.open(key),
    update,
  };
}

/** Which row has the focus, and on which of its buttons. */
function focusedIn(rows: readonly LayerRow[]) {
  const { activeElement } = document;
  const place = rows.findIndex(({ element }) => element.contains(activeElement));
  const button = buttonsOf(rows[place]).findIndex((each) => each === activeElement);
  return button === -1 ? undefined : { place, button };
}

/** At either end a layer goes no further: then the button behind that. */
function focusAgain(row: LayerRow | undefined, button: number): void {
  buttonsOf(row)
    .slice(button)
    .find((each) => !each.disabled)
    ?.focus();
}

function buttonsOf(row: LayerRow | undefined): readonly HTMLButtonElement[] {
  return [...(row?.element.querySelectorAll<HTMLButtonElement>('.layer-head button') ?? [])];
}

/** As it is set now. */
function withSpecOf(layer: Layer, specs: readonly LayerSpec[]): Layer {
  return { ...layer, spec: specs[placeOf(keyOf(layer.spec), specs)] ?? layer.spec };
}

/** Another name is another layer with other parameters, wherever it comes from. */
function nameOf({ spec }: Layer): unknown {
  return spec['kind'] ?? spec['name'];
}

/** A list of names to add one by. */
function createNames({ adding, offered }: LayerKind, add: (value: string) => void): HTMLElement {
  const choice = create(
    'select',
    { className: 'add', 'aria-label': adding },
    create('option', { value: '' }, `+ ${adding}`),
    ...offered.map(({ value, label }) => create('option', { value }, label)),
  );
  choice.onchange = () => {
    const { value } = choice;
    choice.value = '';
    if (value !== '') add(value);
  };
  return choice;
}
