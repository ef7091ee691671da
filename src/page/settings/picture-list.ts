import '../styles/picture-list.css';
import { secondsAt } from '../../core/timeline.ts';
import { SHOW_OPTIONS } from '../../film/options/show-options.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { bindControl } from '../controls/bound-control.ts';
import { type NamedPicture, picturesOf, sourceOf } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import type { Source } from '../project/source.ts';
import { createPictureRow, type PictureRow } from './picture-row.ts';
import { onSelected, selectedPicture, selectPicture } from './selected-picture.ts';

/** The pictures of the film in their order, each with what is its own. */
export function createPictureList(project: Project): HTMLElement {
  const input = create('input', {
    type: 'file',
    accept: 'image/*',
    multiple: true,
    hidden: true,
    'aria-label': 'Files of more pictures',
  });
  const add = create('button', { type: 'button', onclick: () => input.click() }, 'Add pictures…');
  const list = create('ol', { className: 'layers picture-list', role: 'list' });
  list.setAttribute('aria-label', 'Pictures');
  const controls = SHOW_OPTIONS.filter(({ kind }) => kind !== 'transitions').map((option) =>
    bindControl(option, project, () => resolve(project)),
  );
  const between = create(
    'div',
    { className: 'between' },
    ...controls.map(({ element }) => element),
  );

  function arrange(change: (now: readonly NamedPicture[]) => readonly NamedPicture[]): void {
    const arranged = (now: Source) => {
      const next = change(picturesOf(now));
      return next.length === 0 ? now : sourceOf(next);
    };
    project.open(arranged).catch(warn);
  }

  input.onchange = () => {
    const more = [...(input.files ?? [])].map((blob) => ({ blob, name: blob.name }));
    // The same file again would not be a change.
    input.value = '';
    arrange((now) => [...now, ...more]);
  };

  const createRow = (picture: NamedPicture, n: number, { length }: readonly NamedPicture[]) =>
    createPictureRow(
      project,
      picture,
      { first: n === 0, last: n === length - 1 },
      {
        open: () => selectPicture(selectedPicture() === picture.blob ? undefined : picture.blob),
        move: (by) => arrange((now) => moved(now, picture, by)),
        remove: () => arrange((now) => now.filter(({ blob }) => blob !== picture.blob)),
      },
    );

  let shown: readonly NamedPicture[] = [];
  let rows: readonly PictureRow[] = [];

  /** Whoever presses a button again and again stays on it. */
  function showRows(next: readonly NamedPicture[]): void {
    if (next.length === shown.length && next.every(({ blob }, n) => blob === shown[n]?.blob))
      return;
    shown = next;
    const focused = list.contains(document.activeElement)
      ? document.activeElement?.getAttribute('aria-label')
      : undefined;
    rows = next.map(createRow);
    list.replaceChildren(...rows.map(({ element }) => element));
    showSelected();
    const again = [...list.querySelectorAll('button')].find(
      (button) => button.getAttribute('aria-label') === focused,
    );
    again?.focus();
  }

  function showSelected(): void {
    const selected = selectedPicture();
    for (const [n, row] of rows.entries()) row.setOpen(shown[n]?.blob === selected);
  }

  function update(): void {
    const all = picturesOf(project.source);
    const areSeveral = all.length > 1;
    list.hidden = !areSeveral;
    between.hidden = !areSeveral;
    showRows(areSeveral ? all : []);
    for (const row of rows) row.update();
    for (const control of controls) control.update();
  }

  onSelected(showSelected);
  project.on('source', update);
  project.on('spec', update);
  update();
  return create(
    'div',
    { id: 'pictures' },
    list,
    create('p', { className: 'row' }, add, input),
    between,
  );
}

/** The spec with how long a picture stands where nobody has said it. */
function resolve({ spec, plan: { show, fps } }: Project): SpecDraft {
  const [first] = show?.slots ?? [];
  if (first === undefined) return spec;
  return { each: Number(secondsAt(first.length, fps).toFixed(3)), ...spec };
}

/** By one place, wherever it stands now. */
function moved(
  now: readonly NamedPicture[],
  { blob }: NamedPicture,
  by: 1 | -1,
): readonly NamedPicture[] {
  const place = now.findIndex((each) => each.blob === blob);
  const [picture, other] = [now[place], now[place + by]];
  return picture && other ? now.with(place, other).with(place + by, picture) : now;
}
