import { thumbnailOf } from '../cards/thumbnail.ts';
import { type NamedPicture, picturesOf } from '../project/pictures.ts';
import { onSelected, selectedPicture, selectPicture } from '../settings/selected-picture.ts';
import { openDialog } from '../ui/dialogs.ts';
import { byId, create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { type ChoosingFor, createSection } from './section.ts';

/** The film's pictures, small: of several, each is chosen to be set by itself. More are added, or others opened. */
export function createPictureChoices({ project, showSettings }: ChoosingFor): HTMLElement {
  const list = create('ol', { className: 'choice-cards', role: 'list' });
  list.setAttribute('aria-label', 'Pictures of the film');
  const hint = create('p', { className: 'hint' });
  const add = create('button', { type: 'button', onclick: addMore }, 'Add pictures…');
  const open = create('button', { type: 'button', onclick: openOthers }, 'Open others…');
  let cards: readonly { readonly blob: Blob; readonly button: HTMLElement }[] = [];

  function choose(blob: Blob): void {
    showSettings();
    selectPicture(blob);
    byId('group-picture', HTMLElement).scrollIntoView({ block: 'nearest' });
  }

  function createCard(
    { blob, name }: NamedPicture,
    n: number,
    { length }: readonly NamedPicture[],
  ) {
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
    const element = create('li', {}, button);
    drawSmall(still, blob).then(() => (element.dataset['drawn'] = 'true'), warn);
    return { blob, button, element };
  }

  function showSelected(): void {
    for (const { blob, button } of cards)
      button.setAttribute('aria-pressed', String(blob === selectedPicture()));
  }

  function update(): void {
    const all = picturesOf(project.source);
    const made = all.map(createCard);
    cards = made;
    list.replaceChildren(...made.map(({ element }) => element));
    hint.textContent =
      all.length > 1
        ? 'One that is chosen has settings of its own at the right, where it is moved and left out, too.'
        : 'Several pictures follow one another.';
    showSelected();
  }

  onSelected(showSelected);
  project.on('source', update);
  update();
  return createSection('Pictures', [], list, create('p', { className: 'row' }, add, open), hint);
}

async function drawSmall(still: HTMLCanvasElement, picture: Blob): Promise<void> {
  const bitmap = await createImageBitmap(await thumbnailOf(picture));
  Object.assign(still, { width: bitmap.width, height: bitmap.height });
  still.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
}

/** Whoever has the list takes them. */
function addMore(): void {
  byId('pictures', HTMLElement).querySelector<HTMLInputElement>('input[type="file"]')?.click();
}

function openOthers(): void {
  openDialog('open-dialog');
}
