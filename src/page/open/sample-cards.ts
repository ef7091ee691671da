import type { Size } from '../../core/size.ts';
import { create } from '../ui/element.ts';
import {
  createPreview,
  moveWhilePointedAt,
  showThumbnail,
  sizePreviews,
  stopPreviews,
} from '../cards/preview.ts';
import { type Sample, SAMPLES } from './samples.ts';

/** CSS px between cards, as in styles/first-view.css. */
const GAP = 12;
const LARGEST = 264;
const SHAPE = 3 / 2;
/** Px of its picture for a px of the screen: some samples are enlarged as they move. */
const DETAIL = 1.5;

/** The samples, and what becomes of the one that is chosen. */
export interface SampleChoice {
  /** The picture of one, so many px wide: a full one takes software renderers half a second. `undefined` once nobody sees it. */
  readonly draw: (sample: Sample, width: number) => Promise<Blob | undefined>;
  readonly choose: (sample: Sample) => void;
  /** It is about to be chosen, perhaps. */
  readonly prepare: (sample: Sample) => void;
  /** Ended when nobody sees them any more. */
  readonly signal: AbortSignal;
}

/** Fills a list with the samples, each a button; under the pointer, or focused, it moves as it will. */
export async function showSampleCards(
  list: HTMLUListElement,
  { draw, choose, prepare, signal }: SampleChoice,
): Promise<void> {
  const size = sizeOfCards(list.clientWidth);
  const cards = SAMPLES.map((sample) => {
    const card = createCard(sample, size, () => choose(sample));
    card.onpointerenter = card.onfocus = () => prepare(sample);
    return card;
  });
  sizePreviews(list, size);
  signal.addEventListener('abort', () => stopPreviews(list));
  list.replaceChildren(...cards.map((card) => create('li', {}, card)));
  for (const [n, card] of cards.entries()) {
    const sample = SAMPLES[n];
    const picture = sample && (await draw(sample, DETAIL * devicePixelRatio * size.width));
    if (!picture || signal.aborted) return;
    const url = URL.createObjectURL(picture);
    signal.addEventListener('abort', () => URL.revokeObjectURL(url));
    showThumbnail(card, url);
  }
}

/** Three in a row, or two where there is little room. */
function sizeOfCards(room: number): Size {
  const columns = room < 560 ? 2 : 3;
  const width = Math.floor(Math.min(LARGEST, (room - (columns - 1) * GAP) / columns));
  return { width, height: Math.round(width / SHAPE) };
}

function createCard(sample: Sample, size: Size, onclick: () => void): HTMLButtonElement {
  const { label, moves, draft } = sample;
  const card = create(
    'button',
    { type: 'button', className: 'card', onclick },
    createPreview(draft, size),
    create('strong', {}, label),
    ' ',
    create('span', {}, moves),
  );
  moveWhilePointedAt(card);
  return card;
}
