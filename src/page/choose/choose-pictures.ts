import { thumbnailOf } from '../cards/thumbnail.ts';
import { arranged, type NamedPicture, pictureMovedTo, picturesOf } from '../project/pictures.ts';
import { onSelected, selectedPicture, selectPicture } from '../stack/selected-picture.ts';
import { openDialog } from '../ui/dialogs.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { type ChoosingFor, createSection } from './section.ts';

/** The film's pictures, small: added, put in order, left out; of several, each is chosen to be set by itself. */
export function createPictureChoices({ project, showSettings }: ChoosingFor): HTMLElement {
  const list = create('ol', { className: 'choice-cards picture-cards', role: 'list' });
  list.setAttribute('aria-label', 'Pictures of the film');
  const hint = create('p', { className: 'hint' });
  const input = create('input', {
    type: 'file',
    accept: 'image/*',
    multiple: true,
    hidden: true,
    'aria-label': 'Files of more pictures',
  });
  const add = create('button', { type: 'button', onclick: () => input.click() }, 'Add pictures…');
  const open = create('button', { type: 'button', onclick: openOthers }, 'Open others…');
  let cards: readonly { readonly blob: Blob; readonly button: HTMLElement }[] = [];

  function arrange(change: (now: readonly NamedPicture[]) => readonly NamedPicture[]): void {
    project.open((now) => arranged(now, change)).catch(warn);
  }

  input.onchange = () => {
    const more = [...(input.files ?? [])].map((blob) => ({ blob, name: blob.name }));
    // The same file again would not be a change.
    input.value = '';
    arrange((now) => [...now, ...more]);
  };

  function choose(blob: Blob): void {
    showSettings();
    selectPicture(blob);
  }

  function createCard(picture: NamedPicture, n: number, { length }: readonly NamedPicture[]) {
    const { blob, name } = picture;
    const still = create('canvas', { width: 1, height: 1 });
    const button = create(
      'button',
      {
        type: 'button',
        className: 'choice-card',
        'aria-label': `Picture ${n + 1}: ${name}`,
        title: name,
        // One alone has the film's settings.
        disabled: length === 1,
        onclick: () => choose(blob),
      },
      create('span', { className: 'picture', 'aria-hidden': 'true' }, still),
      create('span', { className: 'name' }, length === 1 ? name : `${n + 1}  ${name}`),
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
    const signs = create(
      'div',
      { className: 'signs' },
      sign('Move up', '↑', () => arrange((now) => pictureMovedTo(now, blob, n - 1)), n === 0),
      sign(
        'Move down',
        '↓',
        () => arrange((now) => pictureMovedTo(now, blob, n + 1)),
        n === length - 1,
      ),
      sign('Remove', '×', () => arrange((now) => now.filter((each) => each.blob !== blob))),
    );
    const element = create('li', {}, button, ...(length === 1 ? [] : [signs]));
    drawSmall(still, blob).then(() => (element.dataset['drawn'] = 'true'), warn);
    return { blob, button, element };
  }

  function showSelected(): void {
    for (const { blob, button } of cards)
      button.setAttribute('aria-pressed', String(blob === selectedPicture()));
  }

  /** Whoever presses a button again and again stays on it; at either end, on the one beside it. */
  function keepFocus(change: () => void): void {
    const { activeElement } = document;
    const label = list.contains(activeElement) ? activeElement?.getAttribute('aria-label') : null;
    change();
    const again = [...list.querySelectorAll('button')].find(
      (button) => button.getAttribute('aria-label') === label,
    );
    const beside = again?.disabled
      ? again.parentElement?.querySelector<HTMLElement>('button:not(:disabled)')
      : again;
    (beside ?? (label === null ? undefined : add))?.focus();
  }

  function update(): void {
    const all = picturesOf(project.source);
    const made = all.map(createCard);
    cards = made;
    keepFocus(() => list.replaceChildren(...made.map(({ element }) => element)));
    hint.textContent =
      all.length > 1
        ? 'One that is chosen has settings of its own at the right.'
        : 'Several pictures follow one another.';
    showSelected();
  }

  onSelected(showSelected);
  project.on('source', update);
  update();
  return createSection(
    'Pictures',
    [],
    list,
    create('p', { className: 'row' }, add, open, input),
    hint,
  );
}

async function drawSmall(still: HTMLCanvasElement, picture: Blob): Promise<void> {
  const bitmap = await createImageBitmap(await thumbnailOf(picture));
  Object.assign(still, { width: bitmap.width, height: bitmap.height });
  still.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
}

function openOthers(): void {
  openDialog('open-dialog');
}
