import { alphaPlanes, type AlphaPlanes } from '../../core/planes/alpha-planes.ts';
import type { Size } from '../../core/size.ts';
import type { Frame } from '../../core/timeline.ts';
import type { Pixels } from '../images/encode.ts';
import { type ComingCapture, FILM_COLOR } from './capture.ts';

/** As `alphaPlanes` makes them. */
const SPLIT_COLOR = { ...FILM_COLOR, matrix: 'smpte170m' } as const satisfies VideoColorSpaceInit;

/** Frames that one of both encoders may have before the other. */
const MOST_AHEAD = 8;

/** Frames that are transparent, for two encoders that take them in the same order; each is drawn once. */
export interface SplitCapture {
  readonly colors: ComingCapture;
  /** Alpha in the place of Y′. */
  readonly alphas: ComingCapture;
  /** Nobody takes any more: who waits for the other is told so. */
  readonly stop: (reason: unknown) => void;
}

interface SplitFrame extends AlphaPlanes {
  readonly size: Size;
}

/** @param draw gives a frame, counted from 0 */
export function createSplitCapture(draw: (index: number) => Promise<Pixels>): SplitCapture {
  /** Those that one encoder has and the other has not, by their number. */
  const ahead = new Map<number, Promise<SplitFrame>>();
  const stopped = new AbortController();
  let wake = () => {};

  async function take(index: number): Promise<SplitFrame> {
    for (;;) {
      stopped.signal.throwIfAborted();
      const drawn = ahead.get(index);
      if (drawn !== undefined) {
        ahead.delete(index);
        wake();
        return drawn;
      }
      if (ahead.size < MOST_AHEAD) break;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const drawing = draw(index).then(split);
    ahead.set(index, drawing);
    return drawing;
  }

  const captureOf = (picture: 'color' | 'alpha'): ComingCapture => ({
    colorSpace: SPLIT_COLOR,
    async *take(frames) {
      for (const frame of frames) {
        const { [picture]: bytes, size } = await take(frame.index);
        yield { image: planesFrame(bytes, size, frame) };
      }
    },
  });

  return {
    colors: captureOf('color'),
    alphas: captureOf('alpha'),
    stop(reason) {
      stopped.abort(reason);
      wake();
    },
  };
}

function split({ data, width, height }: Pixels): SplitFrame {
  const size = { width, height };
  return { ...alphaPlanes(data, size), size };
}

function planesFrame(
  bytes: Uint8Array<ArrayBuffer>,
  { width, height }: Size,
  { timestamp, duration }: Frame,
): VideoFrame {
  return new VideoFrame(bytes, {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    timestamp,
    duration,
    colorSpace: SPLIT_COLOR,
  });
}
