import type { EffectSpec } from '../../effects/effect.ts';
import { createPlayer } from '../../player/player.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { create } from '../ui/element.ts';
import { giveBackGraphics } from '../ui/give-back.ts';
import type { CardFilms } from './card-films.ts';
import { CARD_PIXELS, thumbnailOf } from './thumbnail.ts';

/** Draws what cards are for, of small pictures, one after the other, on one small canvas. */
export interface CardDrawer {
  readonly canvas: HTMLCanvasElement;
  /** As it stands; `undefined` where it was closed meanwhile. */
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
  const [only = null] = small;
  const player = await createPlayer(canvas, small.length === 1 ? only : small, films.empty);
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    player.dispose();
    giveBackGraphics(canvas);
    canvas.remove();
  };
  // What is lost for good draws nothing more; the next one is made anew.
  player.on('error', close);
  return {
    canvas,
    async still(effect) {
      const { spec, frame } = films.still(effect);
      player.pause();
      player.seek(frame);
      await player.setSpec(spec, chosenFiles());
      while (!isClosed) {
        const picture = player.peek(frame, Math.max(CARD_PIXELS.width, CARD_PIXELS.height));
        if (picture) return picture;
        // What draws is at work: later.
        await nextRefresh();
      }
      return undefined;
    },
    async play(effect) {
      const { spec, frame } = films.moving(effect);
      player.seek(frame);
      await player.setSpec(spec, chosenFiles());
      if (!isClosed) player.play();
    },
    pause: () => player.pause(),
    close,
  };
}

function nextRefresh(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(done));
}
