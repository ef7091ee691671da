import { create } from '../ui/element.ts';
import type { Project } from '../project/project.ts';
import type { LayerKind } from './layer-kinds.ts';
import { createLayerRow, type LayerRow } from './layer-row.ts';
import { type Layer, move, reconcile, removeAt, replaceAt, specsOf } from './layers.ts';
import { messageOf } from '../../core/errors.ts';
import { warn } from '../ui/notices.ts';

/** The layers of one kind: in their order, each with its parameters. */
export interface Stack {
  readonly element: HTMLElement;
  /** Lays one more over those that there are, and shows its parameters. */
  readonly add: (value: string) => void;
  /** Shows what the draft says. */
  update(): void;
}

/**
 * @param kind motions or effects
 * @param openCode shows the code of one of those of the film, where they have any
 */
export function createStack(
  kind: LayerKind,
  project: Project,
  openCode?: (place: number) => void,
): Stack {
  let layers: readonly Layer[] = [];
  let rows: readonly LayerRow[] = [];
  /** What the rows were made for. */
  let shown = '';
  /** Which row shows its parameters; -1: none. */
  let open = 0;
  const list = create('ol', { className: 'layers', role: 'list', 'aria-label': kind.heading });

  function arrange(next: readonly Layer[]): void {
    const before = layers;
    layers = next;
    project
      .change((draft) => kind.write(draft, specsOf(next)))
      // What is off is of no film: nobody else tells of it.
      .then(update)
      .catch((error: unknown) => {
        warn(error);
        layers = before;
        update();
      });
  }

  function setOpen(place: number): void {
    open = place;
    for (const [n, row] of rows.entries()) row.setOpen(n === open);
  }

  function createRow({ spec, on }: Layer, place: number): LayerRow {
    const about = kind.about(spec);
    // Its place among those of the film, which has nothing of what is off.
    const inFilm = specsOf(layers.slice(0, place)).length;
    const ends = { first: place === 0, last: place === layers.length - 1 };
    return createLayerRow(kind, about, place, ends, {
      open: () => setOpen(open === place ? -1 : place),
      turn() {
        const now = layers[place];
        if (now) arrange(replaceAt(layers, place, { ...now, on: !now.on }));
      },
      // What is off isn't in the film.
      code: openCode && on ? () => openCode(inFilm) : undefined,
      move(by) {
        open = place + by;
        arrange(move(layers, place, by));
      },
      remove() {
        open = -1;
        arrange(removeAt(layers, place));
      },
      set(n, text, control) {
        const parameter = about.parameters[n];
        if (parameter === undefined) return;
        project
          .change((draft) => kind.set(draft, inFilm, parameter, text))
          .then(
            () => control.complain(undefined),
            (error: unknown) => control.complain(messageOf(error)),
          );
      },
    });
  }

  function update(): void {
    layers = reconcile(layers, kind.read(project.draft));
    const key = JSON.stringify(
      layers.map(({ spec, on }) => [spec['kind'], spec['name'], spec['source'], on]),
    );
    if (key !== shown) {
      shown = key;
      rows = layers.map(createRow);
      list.replaceChildren(...rows.map(({ element }) => element));
      setOpen(open);
    }
    layers.forEach((layer, n) => rows[n]?.update(layer));
  }

  function add(value: string): void {
    open = layers.length;
    arrange([...layers, { spec: kind.create(value), on: true }]);
  }

  const choice = create(
    'select',
    { className: 'add', 'aria-label': kind.adding },
    create('option', { value: '' }, `+ ${kind.adding}`),
    ...kind.offered.map(({ value, label }) => create('option', { value }, label)),
  );
  choice.onchange = () => {
    const { value } = choice;
    choice.value = '';
    if (value !== '') add(value);
  };
  return { element: create('div', { className: 'stack' }, list, choice), add, update };
}
