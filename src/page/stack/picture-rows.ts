import { secondsAt } from '../../core/timeline.ts';
import { SHOW_OPTIONS } from '../../film/options/show-options.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { bindControl } from '../controls/bound-control.ts';
import { arranged, type NamedPicture, pictureMovedTo, picturesOf } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { hasOwn, ownOf } from './own-picture.ts';
import type { OwnSettings } from './own-settings.ts';
import { onSelected, selectedPicture, selectPicture } from './selected-picture.ts';
import { announceMove } from '../ui/announce.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { createBody, createPlainRow, type PlainRow } from './plain-row.ts';
import type { StackList } from './stack-list.ts';

/** A row of one of several pictures. */
interface PictureRow extends PlainRow {
  readonly picture: NamedPicture;
  update(): void;
}

/** Rows are made anew with the pictures: each has another id. */
let made = 0;

/**
 * Rows of the pictures: of one, with the film's settings of pictures; of several one for these, and one each with what
 * is its own. What comes back keeps them true.
 *
 * @param shared what can be set of all pictures
 */
export function showPictureRows(
  list: StackList,
  project: Project,
  shared: readonly HTMLElement[],
): () => void {
  const controls = SHOW_OPTIONS.filter(({ kind }) => kind !== 'transitions').map((option) =>
    bindControl(option, project, () => resolve(project)),
  );
  const between = create(
    'div',
    { className: 'between' },
    ...controls.map(({ element }) => element),
  );
  const body = createBody('group-picture', 'Picture', between, ...shared);
  const all = createPlainRow('picture', '', body);
  all.opener.onclick = () => list.press(all.id);
  let rows: readonly PictureRow[] = [];

  function createOwn(picture: NamedPicture): PictureRow {
    const { name, blob } = picture;
    const id = `picture-${++made}`;
    const own = createBody(id, name);
    const row = createPlainRow(id, name, own);
    let isOpen = false;
    let settings: OwnSettings | undefined;

    /** Nobody has them before they are asked for. */
    async function fill(): Promise<void> {
      const { createOwnSettings } = await import('./own-settings.ts');
      if (!isOpen || settings) return;
      settings = createOwnSettings(project, blob);
      own.replaceChildren(...settings.elements);
    }

    const arrange = (change: (now: readonly NamedPicture[]) => readonly NamedPicture[]) =>
      project.open((now) => arranged(now, change)).catch(warn);
    row.opener.onclick = () => list.press(id);
    return {
      ...row,
      picture,
      moveTo(place) {
        void arrange((now) => pictureMovedTo(now, blob, place));
        announceMove(name, place, rows.length);
      },
      remove() {
        void arrange((now) => now.filter((each) => each.blob !== blob));
      },
      setOpen(open) {
        isOpen = open;
        if (open) fill().catch(warn);
        else {
          // One picture's alone are in the page: their fields have names.
          settings = undefined;
          own.replaceChildren();
        }
      },
      update() {
        const has = hasOwn(ownOf(project, project.draft, blob));
        row.element.classList.toggle('own', has);
        row.opener.title = has ? `${name}: has settings of its own` : name;
        settings?.update();
      },
    };
  }

  function update(): void {
    const pictures = picturesOf(project.source);
    const areSeveral = pictures.length > 1;
    between.hidden = !areSeveral;
    const known = new Map(rows.map((row) => [row.picture.blob, row]));
    rows = areSeveral ? pictures.map((each) => known.get(each.blob) ?? createOwn(each)) : [];
    all.rename(areSeveral ? 'All pictures' : project.source.name);
    list.show('pictures', [all, ...rows]);
    for (const row of rows) row.update();
    for (const control of controls) control.update();
  }

  const selectedRow = () => rows.find(({ picture }) => picture.blob === selectedPicture());
  list.onSelect((id) => {
    const blob = rows.find((row) => row.id === id)?.picture.blob;
    if (blob !== selectedPicture()) selectPicture(blob);
  });
  onSelected(() => {
    const row = selectedRow();
    if (row) list.select(row.id);
  });
  return update;
}

/** The spec with how long a picture stands where nobody has said it. */
function resolve({ spec, plan: { show, fps } }: Project): SpecDraft {
  const [first] = show?.slots ?? [];
  if (first === undefined) return spec;
  return { each: Number(secondsAt(first.length, fps).toFixed(3)), ...spec };
}
