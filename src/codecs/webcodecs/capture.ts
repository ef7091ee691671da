import type { FramePlanes, Nv12 } from '../../core/planes/nv12.ts';
import { type Sampling, samplePlanes } from '../../core/sampling.ts';
import type { Size } from '../../core/size.ts';
import { PICTURE_COLOR, type Pixels } from '../images/encode.ts';
import type { Frame } from '../../core/timeline.ts';
import { createPacker, honoursLayout } from './pack-planes.ts';

/** What the shader writes into planes, and so what the file says: BT.709 in limited range. */
export const FILM_COLOR = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const satisfies VideoColorSpaceInit;

/** A frame, for an encoder. */
export interface Taken {
  /** The caller closes it; left out where as many before it show the same as were wanted. */
  readonly image?: VideoFrame;
  /** It shows what the one before shows; left out: that isn't known. */
  readonly repeats?: boolean;
}

/** A way by which frames reach the encoder. */
export interface Capture extends ComingCapture {
  readonly take: (frames: Iterable<Frame>, most?: number) => Iterable<Taken>;
}

/** The same where frames may have to be waited for. */
export interface ComingCapture {
  /**
   * Frames in their order, drawn as they are asked for or somewhat ahead.
   *
   * @param most so many images are wanted besides the first where frames show the same; left out: all
   */
  readonly take: (frames: Iterable<Frame>, most?: number) => Iterable<Taken> | AsyncIterable<Taken>;
  /** What the colours of its frames are; left out, the encoder says what it made of them. */
  readonly colorSpace?: VideoColorSpaceInit;
}

/**
 * Frames out of planes that we made ourselves, so that no colour conversion of the browser's comes
 * between. VideoFrame copies them.
 *
 * @param makePlanes what `PlanesRenderer.planes` does
 * @param still all frames show the same
 */
export async function createPlanesCapture(
  makePlanes: (frames: Iterable<Frame>, size: Size) => Iterable<FramePlanes>,
  size: Size,
  still = false,
): Promise<Capture> {
  const copy = await createCopying(size);
  return {
    colorSpace: FILM_COLOR,
    // At once: planes that are read for another row of frames may take the place of these.
    *take(frames, most = Infinity) {
      const all = [...frames];
      const made = makePlanes(still ? all.slice(0, most + 1) : all, size);
      let repeats = 0;
      for (const each of made) yield copy({ ...each, repeats: still ? repeats++ : 0 });
      if (still) for (; repeats < all.length; repeats++) yield { repeats: true };
    },
  };
}

/**
 * The same of planes that have to be waited for.
 *
 * @param makePlanes what `ShowRenderer.settled` does
 */
export async function createComingCapture(
  makePlanes: (
    frames: Iterable<Frame>,
    size: Size,
    take: (made: FramePlanes) => Taken,
    most: number,
  ) => AsyncIterable<Taken | undefined>,
  size: Size,
): Promise<ComingCapture> {
  const copy = await createCopying(size);
  return {
    colorSpace: FILM_COLOR,
    async *take(frames, most = Infinity) {
      for await (const taken of makePlanes(frames, size, copy, most))
        yield taken ?? { repeats: true };
    },
  };
}

async function createCopying(size: Size): Promise<(made: FramePlanes) => Taken> {
  const place = (await honoursLayout()) ? placeWithLayout : packInto(size);
  return ({ frame, planes, repeats = 0 }) => {
    const { bytes, layout } = place(planes);
    const image = new VideoFrame(bytes, {
      format: 'NV12',
      codedWidth: size.width,
      codedHeight: size.height,
      timestamp: frame.timestamp,
      duration: frame.duration,
      ...(layout && { layout }),
      colorSpace: FILM_COLOR,
    });
    return { image, repeats: repeats > 0 };
  };
}

/** How VideoFrame is told where planes are. */
interface PlacedPlanes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout?: PlaneLayout[];
}

function placeWithLayout({ bytes, planes }: Nv12): PlacedPlanes {
  return { bytes, layout: [...planes] };
}

function packInto(size: Size): (frame: Nv12) => PlacedPlanes {
  const pack = createPacker(size);
  return (frame) => ({ bytes: pack(frame) });
}

/** Frames whose chroma is not halved, made of their pixels: they have the size of the canvas. */
export function createPixelsCapture(
  draw: (index: number) => Promise<Pixels>,
  sampling: Sampling,
): ComingCapture {
  const colorSpace = sampling === 'rgb' ? PICTURE_COLOR : FILM_COLOR;
  return {
    colorSpace,
    async *take(frames) {
      for (const { index, timestamp, duration } of frames) {
        const { data, width, height } = await draw(index);
        const image = new VideoFrame(samplePlanes(data, { width, height }, sampling), {
          format: 'I444',
          codedWidth: width,
          codedHeight: height,
          timestamp,
          duration,
          colorSpace,
        });
        yield { image };
      }
    },
  };
}

/**
 * The canvas itself: where renderer and encoder are hardware, nothing is read back. The browser converts
 * the colours, and says what it made of them.
 *
 * @param draw done at once, or by and by: then for one row of frames at a time
 * @param canvas has the size of the film
 * @param still all frames show the same
 */
export function createCanvasCapture(
  draw: (index: number) => void | Promise<void>,
  canvas: HTMLCanvasElement | OffscreenCanvas,
  still: boolean,
): ComingCapture {
  return {
    async *take(frames, most = Infinity) {
      let repeats = 0;
      for (const { index, timestamp, duration } of frames) {
        if (repeats > most) yield { repeats: true };
        else {
          const drawing = draw(index);
          // Nobody draws between what is drawn at once and its image.
          if (drawing) await drawing;
          const image = new VideoFrame(canvas, { timestamp, duration, alpha: 'discard' });
          yield { image, repeats: repeats > 0 };
        }
        if (still) repeats++;
      }
    },
  };
}
