import { StillmotionError } from '../../core/errors.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import type { Pictures } from '../../film/time/show.ts';
import type { CardAnswer, CardRequest } from './card-messages.ts';
import type { CardPlayer } from './card-player.ts';

/**
 * Draws in a worker, beside the page.
 *
 * @throws StillmotionError `graphics-unavailable` where workers have no WebGL2, or what keeps it from drawing
 */
export async function openWorkerPlayer(
  canvas: OffscreenCanvas,
  pictures: Pictures,
  first: SpecInput,
): Promise<CardPlayer> {
  const worker = new Worker(new URL('./card-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (answer: CardAnswer) => void>();
  let latest = 0;
  let isClosed = false;

  async function ask(request: CardRequest, given: Transferable[] = []) {
    if (isClosed) return undefined;
    const number = ++latest;
    const { picture, fault } = await new Promise<CardAnswer>((done) => {
      waiting.set(number, done);
      worker.postMessage({ number, request }, given);
    });
    if (fault !== undefined) throw new StillmotionError(fault.code, fault.message);
    return picture;
  }

  worker.onmessage = ({ data }: MessageEvent<CardAnswer>) => {
    waiting.get(data.number)?.(data);
    waiting.delete(data.number);
  };

  function close(): void {
    isClosed = true;
    worker.terminate();
    // Nobody answers any more.
    for (const [number, done] of waiting) done({ number });
    waiting.clear();
  }

  worker.onerror = close;
  try {
    await ask({ act: 'open', canvas, pictures, first }, [canvas]);
  } catch (error) {
    close();
    throw error;
  }
  return {
    still: (film, files) => ask({ act: 'still', film, files }),
    async play(film, files) {
      await ask({ act: 'play', film, files });
    },
    pause: () => void ask({ act: 'pause' }),
    close,
  };
}
