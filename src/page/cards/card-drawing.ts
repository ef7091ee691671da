import type { EffectSpec } from '../../effects/effect.ts';
import { isExporting, onExporting } from '../project/exports-under-way.ts';
import { warn } from '../ui/notices.ts';
import { type CardDrawer, openCardDrawer } from './card-drawer.ts';
import type { CardFilms } from './card-films.ts';

/** How long one that draws waits for more to draw until its graphics are given back, ms. */
const PATIENCE = 5000;
/** A still is drawn when the page has nothing else to do; or after so long, ms. */
const LONGEST_WAIT = 1000;

/** A card that shows a transition or an effect. */
export interface DrawnCard {
  readonly element: HTMLElement;
  readonly button: HTMLElement;
  /** Where it moves, over its still. */
  readonly picture: HTMLElement;
  readonly still: HTMLCanvasElement;
  /** What it shows. */
  readonly shown: () => EffectSpec;
}

/**
 * Draws stills of those cards that are in sight, and moves the one under the pointer or the focus: by one canvas, which is
 * there while there is something to draw.
 *
 * @param films what they show
 */
export function bindCardDrawing(films: CardFilms) {
  const seen = new Set<DrawnCard>();
  /** What their stills are of. */
  const drawn = new Map<DrawnCard, string>();
  let pictures: readonly (Blob | null)[] = [];
  /** Tells stills of other pictures. */
  let pair = 0;
  let drawer: CardDrawer | undefined;
  let closing: ReturnType<typeof setTimeout> | undefined;
  /** Of which it draws. */
  let pairOfDrawer = 0;
  let pointed: DrawnCard | undefined;
  /** What moves. */
  let playing = '';
  let isWorking = false;
  const standsStill = matchMedia('(prefers-reduced-motion: reduce)');

  const keyOf = (card: DrawnCard) => JSON.stringify([pair, card.shown()]);

  function stop(): void {
    playing = '';
    drawer?.pause();
    drawer?.canvas.remove();
  }

  function close(): void {
    stop();
    drawer?.close();
    drawer = undefined;
  }

  /** What is to be done next: what moves comes first. */
  function next(): (() => Promise<void>) | undefined {
    if (seen.size === 0 || pictures.length === 0) return undefined;
    const card = pointed;
    if (card && seen.has(card) && !standsStill.matches && !isExporting()) {
      const key = keyOf(card);
      return playing === key ? undefined : () => play(card, key);
    }
    const waiting = [...seen].find((each) => drawn.get(each) !== keyOf(each));
    return waiting && (() => drawStill(waiting, keyOf(waiting)));
  }

  async function open(): Promise<CardDrawer | undefined> {
    if (pairOfDrawer !== pair) close();
    pairOfDrawer = pair;
    drawer ??= await openCardDrawer(pictures, films);
    // Other pictures have come meanwhile, or nobody looks any more.
    if (pairOfDrawer !== pair || seen.size === 0) close();
    return drawer;
  }

  async function play(card: DrawnCard, key: string): Promise<void> {
    playing = key;
    const opened = await open();
    if (opened === undefined) return;
    await opened.play(card.shown());
    if (pointed === card && playing === key) card.picture.append(opened.canvas);
    else stop();
  }

  async function drawStill(card: DrawnCard, key: string): Promise<void> {
    // What can't be drawn isn't tried again and again.
    drawn.set(card, key);
    await whenIdle();
    const opened = await open();
    const picture = await opened?.still(card.shown());
    if (picture === undefined) {
      drawn.delete(card);
      return;
    }
    const { still } = card;
    Object.assign(still, { width: picture.width, height: picture.height });
    still.getContext('2d')?.putImageData(picture, 0, 0);
    card.element.dataset['drawn'] = 'true';
  }

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    clearTimeout(closing);
    try {
      // oxlint-disable-next-line no-await-in-loop -- there is one canvas
      for (let task = next(); task; task = next()) await task();
    } catch (error) {
      warn(error);
    }
    isWorking = false;
    if (seen.size === 0) close();
    else if (playing === '') closing = setTimeout(close, PATIENCE);
  }

  function point(card: DrawnCard | undefined): void {
    pointed = card;
    if (playing !== '') stop();
    void work();
  }

  onExporting(() => {
    if (isExporting()) stop();
    void work();
  });

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const card = cards.get(target);
      if (card && isIntersecting) seen.add(card);
      else if (card) seen.delete(card);
    }
    if (seen.size === 0 && !isWorking) close();
    void work();
  });
  const cards = new Map<Element, DrawnCard>();

  return {
    add(card: DrawnCard): void {
      const { button, element } = card;
      cards.set(element, card);
      observer.observe(element);
      button.addEventListener('pointerenter', ({ pointerType }) => {
        if (pointerType === 'mouse') point(card);
      });
      button.addEventListener('pointerleave', () => {
        if (pointed === card) point(undefined);
      });
      // What was pressed isn't looked at for ever.
      button.addEventListener('focus', () => {
        if (button.matches(':focus-visible')) point(card);
      });
      button.addEventListener('blur', () => {
        if (pointed === card) point(undefined);
      });
    },
    /** @param blobs the pictures that they are drawn of */
    update(blobs: readonly (Blob | null)[]): void {
      if (blobs.length !== pictures.length || blobs.some((blob, n) => blob !== pictures[n])) {
        pictures = blobs;
        pair++;
        if (!isWorking) close();
      }
      void work();
    },
  };
}

function whenIdle(): Promise<unknown> {
  return new Promise((done) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(done, { timeout: LONGEST_WAIT });
    else setTimeout(done);
  });
}
