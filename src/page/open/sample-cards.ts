import type { Size } from '../../core/size.ts';
import { create } from '../ui/element.ts';
import {
  createPreview,
  moveWhilePointedAt,
  showThumbnail,
  sizePreviews,
  stopPreviews,
} from '../cards/preview.ts';
import type { Source } from '../project/source.ts';
import { type Sample, SAMPLES } from './samples.ts';
import { firstOf } from '../project/pictures.ts';

/** CSS px between cards, as in styles/first-view.css. */
const GAP = 12;
const LARGEST = 264;
const SHAPE = 3 / 2;

/** The samples, and what becomes of the one that is chosen. */
export interface SampleChoice {
  /** The picture of one, which is drawn once. */
  readonly open: (sample: Sample) => Promise<Source>;
  readonly choose: (sample: Sample) => void;
  /** Ended when nobody sees them any more. */
  readonly signal: AbortSignal;
}

/**
 * Fills a list with the samples, each a button; under the pointer, or focused, it moves as it will. What it
 * shows is the very picture that is opened.
 */
export async function showSampleCards(
  list: HTMLUListElement,
  { open, choose, signal }: SampleChoice,
): Promise<void> {
  const size = sizeOfCards(list.clientWidth);
  const cards = SAMPLES.map((sample) => createCard(sample, size, () => choose(sample)));
  sizePreviews(list, size);
  signal.addEventListener('abort', () => stopPreviews(list));
  list.replaceChildren(...cards.map((card) => create('li', {}, card)));
  for (const [n, card] of cards.entries()) {
    const sample = SAMPLES[n];
    if (sample === undefined || signal.aborted) return;
    const blob = firstOf(await open(sample));
    if (blob === null) continue;
    const url = URL.createObjectURL(blob);
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
