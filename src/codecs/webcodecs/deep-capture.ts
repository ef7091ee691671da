import type { DeepFrame } from '../../core/planes/deep-planes.ts';
import type { Sampling } from '../../core/sampling.ts';
import type { Size } from '../../core/size.ts';
import type { Frame } from '../../core/timeline.ts';
import { PICTURE_COLOR } from '../images/encode.ts';
import { type ComingCapture, FILM_COLOR } from './capture.ts';

/** As WebCodecs calls planes of ten bits, which types of TypeScript's don't know yet. */
function formatOf(sampling: Sampling | undefined): VideoPixelFormat {
  return (sampling === undefined ? 'I420P10' : 'I444P10') as VideoPixelFormat;
}

/** Whether this browser makes frames of such planes at all. */
export function takesTenBits(): boolean {
  try {
    const samples = new Uint16Array(6);
    const size = { codedWidth: 2, codedHeight: 2 };
    new VideoFrame(samples, { format: formatOf(undefined), ...size, timestamp: 0 }).close();
    return true;
  } catch {
    // A word that it doesn't know, or knows without having it (Firefox 153).
    return false;
  }
}

/**
 * Frames of ten bits, out of planes of ours; VideoFrame copies them.
 *
 * @param makePlanes what `deepPlanes` of a renderer does; of one row of frames at a time where they have to be waited for
 * @param sampling left out: 4:2:0
 */
export function createDeepCapture(
  makePlanes: (frames: Iterable<Frame>) => Iterable<DeepFrame> | AsyncIterable<DeepFrame>,
  { width, height }: Size,
  sampling: Sampling | undefined,
): ComingCapture {
  const colorSpace = sampling === 'rgb' ? PICTURE_COLOR : FILM_COLOR;
  return {
    colorSpace,
    async *take(frames) {
      for await (const { frame, planes } of makePlanes(frames))
        yield {
          image: new VideoFrame(planes.samples, {
            format: formatOf(sampling),
            codedWidth: width,
            codedHeight: height,
            timestamp: frame.timestamp,
            duration: frame.duration,
            colorSpace,
          }),
        };
    },
  };
}
