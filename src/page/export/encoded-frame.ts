import { exportVideo } from '../../export.ts';
import type { Pictures } from '../../film/time/show.ts';
import { silent } from '../../film/time/sound.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { FrameRange } from '../../core/timeline.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { create } from '../ui/element.ts';

/** Some frames of a film, in its own codec and quality, as a film of their own. */
export function encodeFrames(
  blob: Pictures,
  spec: RenderSpec,
  range: FrameRange,
  signal?: AbortSignal,
  onGroup?: (sizes: readonly number[]) => void,
): Promise<Blob> {
  const { lasts: _, ...kept } = silent(spec);
  const options = { files: chosenFiles(), ...(signal && { signal }), ...(onGroup && { onGroup }) };
  return exportVideo(blob, { ...kept, range, loops: 1 }, options);
}

/** The first picture that a film shows, as this browser decodes it. */
export async function decodeFirst(film: Blob): Promise<ImageBitmap> {
  if (film.type.startsWith('image/')) return createImageBitmap(film);
  const url = URL.createObjectURL(film);
  const video = create('video', { muted: true, preload: 'auto', src: url });
  try {
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () =>
        reject(
          new Error('This browser plays no film of this kind; choose another codec to compare.'),
        );
    });
    return await takeFrame(video);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** How often a frame is asked for that has come and can't be taken yet, and how long between, ms. */
const TRIES = 200;
const PAUSE = 20;

/** `loadeddata` comes when a frame is decoded, which may be a moment before it can be seen. */
async function takeFrame(video: HTMLVideoElement): Promise<ImageBitmap> {
  for (let n = 1; ; n++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- again only where it failed
      return await createImageBitmap(video);
    } catch (error) {
      if (n === TRIES || (error as Error).name !== 'InvalidStateError') throw error;
    }
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
