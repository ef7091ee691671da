import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import type { NamedPicture } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { hasOwn, ownOf } from './own-picture.ts';
import type { OwnSettings } from './own-settings.ts';

/** One of several pictures in the list, with what is its own. */
export interface PictureRow {
  readonly element: HTMLElement;
  /** Shows what is its own, or folds it away. */
  setOpen(open: boolean): void;
  /** Shows what the draft says. */
  update(): void;
}

interface RowActs {
  readonly open: () => void;
  readonly move: (by: 1 | -1) => void;
  readonly remove: () => void;
}

/** Rows are made anew with the list: each has another. */
let made = 0;

/** @param ends whether it is the first, and the last */
export function createPictureRow(
  project: Project,
  picture: NamedPicture,
  ends: { readonly first: boolean; readonly last: boolean },
  acts: RowActs,
): PictureRow {
  const { name, blob } = picture;
  const id = `picture-${++made}`;
  const opener = create(
    'button',
    {
      type: 'button',
      className: 'layer-name name',
      'aria-controls': id,
      'aria-expanded': 'false',
      onclick: acts.open,
    },
    name,
  );
  const sign = (label: string, text: string, act: () => void, disabled = false) =>
    create(
      'button',
      {
        type: 'button',
        className: 'sign',
        'aria-label': `${label} ${name}`,
        title: `${label} ${name}`,
        disabled,
        onclick: act,
      },
      text,
    );
  const body = create('div', { className: 'layer-body', id, role: 'group', 'aria-label': name });
  const element = create(
    'li',
    { className: 'layer' },
    create(
      'div',
      { className: 'layer-head' },
      opener,
      sign('Move up', '↑', () => acts.move(-1), ends.first),
      sign('Move down', '↓', () => acts.move(1), ends.last),
      sign('Remove', '×', acts.remove),
    ),
    body,
  );
  let isOpen = false;
  let settings: OwnSettings | undefined;

  /** Nobody has them before they are asked for. */
  async function fill(): Promise<void> {
    const { createOwnSettings } = await import('./own-settings.ts');
    if (!isOpen || settings) return;
    settings = createOwnSettings(project, blob);
    body.replaceChildren(...settings.elements);
  }

  function update(): void {
    const has = hasOwn(ownOf(project, project.draft, blob));
    element.classList.toggle('own', has);
    opener.title = has ? `${name}: has settings of its own` : name;
    settings?.update();
  }

  return {
    element,
    setOpen(open) {
      if (open === isOpen) return;
      isOpen = open;
      element.classList.toggle('open', open);
      opener.setAttribute('aria-expanded', String(open));
      if (open) fill().catch(warn);
      else {
        // One picture's alone are in the page: their fields have names.
        settings = undefined;
        body.replaceChildren();
      }
    },
    update,
  };
}
