import '../styles/recent-list.css';
import { counted } from '../../core/values/counted.ts';
import { addFiles } from '../project/chosen-files.ts';
import { firstOf, picturesOf } from '../project/pictures.ts';
import { forgetRecent, readRecent } from '../project/recent.ts';
import { rememberLayers } from '../project/shown-layers.ts';
import type { Work } from '../project/work-store.ts';
import { closeDialog, onOpen } from '../ui/dialogs.ts';
import { byId, create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import type { Receiver } from './receiver.ts';

/**
 * Films that were at work before, in the dialog that opens pictures; nothing where there are none.
 *
 * @param receiver who takes one now
 */
export async function showRecent(receiver: () => Receiver): Promise<void> {
  const list = create('ul', { className: 'recent-list' });
  const forget = create('button', { type: 'button', className: 'quiet' }, 'Forget these');
  const part = create(
    'section',
    { 'aria-labelledby': 'recent-title', hidden: true },
    create('div', { className: 'row' }, create('h3', { id: 'recent-title' }, 'Recent'), forget),
    list,
  );
  const pictures: string[] = [];
  const clear = () => {
    for (const url of pictures.splice(0)) URL.revokeObjectURL(url);
    list.replaceChildren();
  };

  function open(work: Work): void {
    closeDialog(DIALOG);
    addFiles(work.files ?? {});
    rememberLayers(work.draft, work.layers);
    receiver().work(work).catch(warn);
  }

  function entryOf(work: Work): HTMLElement {
    const url = URL.createObjectURL(firstOf(work.source) ?? new Blob());
    pictures.push(url);
    const all = picturesOf(work.source).length;
    const picture = create('img', { src: url, alt: '', decoding: 'async' });
    const name = create('span', { className: 'name' }, work.source.name);
    const count = create('span', { className: 'hint' }, all > 1 ? counted(all, 'picture') : '');
    const button = create(
      'button',
      { type: 'button', onclick: () => open(work) },
      picture,
      name,
      count,
    );
    return create('li', {}, button);
  }

  async function update(): Promise<void> {
    // A browser that keeps nothing has none.
    const works = await readRecent().catch(() => []);
    clear();
    list.append(...works.map(entryOf));
    part.hidden = works.length === 0;
  }

  forget.onclick = () => {
    forgetRecent().then(update).catch(warn);
    byId('choose-file', HTMLButtonElement).focus();
  };
  const dialog = byId(DIALOG, HTMLDialogElement);
  dialog.append(part);
  dialog.addEventListener('close', clear);
  onOpen(DIALOG, () => void update().catch(warn));
  await update();
}

const DIALOG = 'open-dialog';
