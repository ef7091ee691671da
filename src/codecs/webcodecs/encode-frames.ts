import { untilAborted } from '../../core/streams/until-aborted.ts';
import type { Frame } from '../../core/timeline.ts';
import type { ComingCapture } from './capture.ts';
import { createGroupEncoder, type Encoded, type GroupEncoder } from './group-encoder.ts';
import { keepGreys } from './keep-greys.ts';
import { forPicture, heldPlain, type Told } from './plain-pictures.ts';
import type { KeyTrier } from './try-keys.ts';

/** A frame that is shown on is encoded so many times more: an encoder makes it better in the first of them. */
const SETTLING = 4;

interface FramesOptions {
  /** Called with each frame: whether it is left out, as it shows what the one before shows. */
  readonly onTaken: (isRepeat: boolean) => void;
  readonly onChunk: () => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Encodes a group of pictures in order. The next frame is drawn while the encoder works, and never more than a few ahead of
 * it.
 */
export async function encodeFrames(
  timed: Iterable<Frame>,
  capture: ComingCapture,
  told: Told,
  { onTaken, onChunk, signal = new AbortController().signal }: FramesOptions,
): Promise<Encoded> {
  const create = (used: Told, onCame: () => void, trier?: KeyTrier) =>
    createGroupEncoder(used, capture.colorSpace, onCame, signal, trier);
  let encoder: GroupEncoder | undefined;
  try {
    const most = told.film.repeats === 'written' ? SETTLING : undefined;
    for await (const { image, repeats = false } of capture.take(timed, most)) {
      onTaken(image === undefined);
      if (image === undefined) continue;
      try {
        if (encoder !== undefined) await encoder.give(image, repeats);
        else {
          const plain = await untilAborted(forPicture(image, told), signal);
          const { told: used, trier } = await keepGreys(image, plain, signal);
          encoder = create(used, onChunk, trier);
          await encoder.give(image, repeats);
          const held = isTried(used) ? heldPlain(used, await encoder.keyFrame()) : undefined;
          if (held !== undefined) {
            encoder.close();
            // Its key frame was counted.
            encoder = create(held, behindFirst(onChunk));
            await encoder.give(image, repeats);
          }
        }
      } finally {
        image.close();
      }
    }
    if (encoder === undefined) throw new Error('a group of pictures came without any');
    return await encoder.finish();
  } finally {
    encoder?.close();
  }
}

/** Whether its key frame says how the group is encoded. */
function isTried({ film, isMeasured }: Told): boolean {
  return isMeasured === undefined && film.plain !== undefined && film.steady !== undefined;
}

function behindFirst(onChunk: () => void): () => void {
  let isFirst = true;
  return () => {
    if (!isFirst) onChunk();
    isFirst = false;
  };
}
