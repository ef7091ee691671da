import { createPlayer } from '../../player/player.ts';
import type { Files } from '../../film/carried/spec-files.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import type { Pictures } from '../../film/time/show.ts';
import type { CardFilm } from './card-films.ts';
import { CARD_PIXELS } from './card-pixels.ts';

/** Draws films of cards, one after the other, on one small canvas. */
export interface CardPlayer {
  /** Its frame as it stands; `undefined` where it was closed meanwhile. */
  still(film: CardFilm, files: Files): Promise<ImageData | undefined>;
  /** Plays it from its frame, over and over. */
  play(film: CardFilm, files: Files): Promise<void>;
  pause(): void;
  close(): void;
}

/** @throws StillmotionError where there are no graphics for it */
export async function openCardPlayer(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  pictures: Pictures,
  first: SpecInput,
): Promise<CardPlayer> {
  const player = await createPlayer(canvas, pictures, first);
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    player.dispose();
    const gl = canvas.getContext('webgl2');
    gl?.getExtension('WEBGL_lose_context')?.loseContext();
  };
  // What is lost for good draws nothing more; the next one is made anew.
  player.on('error', close);
  return {
    async still({ spec, frame }, files) {
      player.pause();
      player.seek(frame);
      await player.setSpec(spec, files);
      while (!isClosed) {
        const picture = player.peek(frame, Math.max(CARD_PIXELS.width, CARD_PIXELS.height));
        if (picture) return picture;
        // What draws is at work: later.
        await nextRefresh();
      }
      return undefined;
    },
    async play({ spec, frame }, files) {
      player.seek(frame);
      await player.setSpec(spec, files);
      if (!isClosed) player.play();
    },
    pause: () => player.pause(),
    close,
  };
}

function nextRefresh(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(done));
}
