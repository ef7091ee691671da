import { messageOf, StillmotionError } from '../../core/errors.ts';
import type { CardAnswer, CardRequest } from './card-messages.ts';
import { type CardPlayer, openCardPlayer } from './card-player.ts';

// Draws for the page's cards, beside the page: shaders are compiled, and pixels read, where nobody waits for them.

let player: CardPlayer | undefined;

async function answer(request: CardRequest): Promise<ImageData | undefined> {
  if (request.act === 'open') {
    player = await openCardPlayer(request.canvas, request.pictures, request.first);
    return undefined;
  }
  if (request.act === 'still') return player?.still(request.film, request.files);
  if (request.act === 'play') await player?.play(request.film, request.files);
  else player?.pause();
  return undefined;
}

addEventListener('message', ({ data }: MessageEvent<{ number: number; request: CardRequest }>) => {
  const { number, request } = data;
  const say = (said: Omit<CardAnswer, 'number'>) => postMessage({ number, ...said });
  answer(request).then(
    (picture) => say({ picture }),
    (error: unknown) => {
      const code = error instanceof StillmotionError ? error.code : 'internal';
      say({ fault: { code, message: messageOf(error) } });
    },
  );
});
