import type { EffectSpec } from '../../effects/effect.ts';
import { StillmotionError } from '../../core/errors.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { create } from '../ui/element.ts';
import type { CardFilms } from './card-films.ts';
import type { CardAnswer, CardRequest } from './card-messages.ts';
import { thumbnailOf } from './thumbnail.ts';

/** Draws what cards are for, of small pictures, one after the other, on one small canvas; a worker does it. */
export interface CardDrawer {
  readonly canvas: HTMLCanvasElement;
  /** As it stands; `undefined` where what draws has gone. */
  still(effect: EffectSpec): Promise<ImageData | undefined>;
  /** Plays it over and over. */
  play(effect: EffectSpec): Promise<void>;
  pause(): void;
  close(): void;
}

/** @throws StillmotionError where there are no graphics for it */
export async function openCardDrawer(
  pictures: readonly (Blob | null)[],
  films: CardFilms,
): Promise<CardDrawer> {
  const small = await Promise.all(pictures.map(thumbnailOf));
  const canvas = create('canvas', { width: 1, height: 1 });
  const worker = new Worker(new URL('./card-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (answer: CardAnswer) => void>();
  let latest = 0;

  async function ask(request: CardRequest, given: Transferable[] = []) {
    const number = ++latest;
    const { picture, fault } = await new Promise<CardAnswer>((done) => {
      waiting.set(number, done);
      worker.postMessage({ number, request }, given);
    });
    if (fault !== undefined) throw new StillmotionError('internal', fault);
    return picture;
  }

  worker.onmessage = ({ data }: MessageEvent<CardAnswer>) => {
    waiting.get(data.number)?.(data);
    waiting.delete(data.number);
  };

  function close(): void {
    worker.terminate();
    canvas.remove();
    // Nobody answers any more.
    for (const [number, done] of waiting) done({ number });
    waiting.clear();
  }

  worker.onerror = close;
  const [only = null] = small;
  const there = canvas.transferControlToOffscreen();
  await ask(
    { act: 'open', canvas: there, pictures: small.length === 1 ? only : small, first: films.empty },
    [there],
  );
  return {
    canvas,
    still: (effect) => ask({ act: 'still', film: films.still(effect), files: chosenFiles() }),
    async play(effect) {
      await ask({ act: 'play', film: films.moving(effect), files: chosenFiles() });
    },
    pause: () => void ask({ act: 'pause' }),
    close,
  };
}
