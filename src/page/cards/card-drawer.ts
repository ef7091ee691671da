import type { EffectSpec } from '../../effects/effect.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import type { Pictures } from '../../film/time/show.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { create } from '../ui/element.ts';
import type { CardFilms } from './card-films.ts';
import type { CardPlayer } from './card-player.ts';
import { thumbnailOf } from './thumbnail.ts';
import { openWorkerPlayer } from './worker-player.ts';

/** Draws what cards are for, of small pictures, one after the other, on one small canvas. */
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
  const [only = null] = small;
  const { canvas, player } = await openPlayer(small.length === 1 ? only : small, films.empty);
  return {
    canvas,
    still: (effect) => player.still(films.still(effect), chosenFiles()),
    play: (effect) => player.play(films.moving(effect), chosenFiles()),
    pause: () => player.pause(),
    close() {
      player.close();
      canvas.remove();
    },
  };
}

interface OpenPlayer {
  readonly canvas: HTMLCanvasElement;
  readonly player: CardPlayer;
}

/** In a worker, or in the page where workers have no WebGL2: Safari before 17. */
async function openPlayer(pictures: Pictures, first: SpecInput): Promise<OpenPlayer> {
  const canvas = createCanvas();
  try {
    const there = canvas.transferControlToOffscreen();
    return { canvas, player: await openWorkerPlayer(there, pictures, first) };
  } catch (error) {
    const isWithout = error instanceof StillmotionError && error.code === 'graphics-unavailable';
    if (!isWithout) throw error;
  }
  const { openCardPlayer } = await import('./card-player.ts');
  // The other one's pixels are the worker's.
  const own = createCanvas();
  return { canvas: own, player: await openCardPlayer(own, pictures, first) };
}

function createCanvas(): HTMLCanvasElement {
  return create('canvas', { width: 1, height: 1 });
}
