import type { FramePlanes, Nv12 } from '../../core/nv12.ts';
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

/** A way by which frames reach the encoder. */
export interface Capture extends ComingCapture {
  readonly take: (frames: Iterable<Frame>) => Iterable<VideoFrame>;
}

/** The same where frames may have to be waited for. */
export interface ComingCapture {
  /** Frames in their order, drawn as they are asked for or somewhat ahead; the caller closes each. */
  readonly take: (frames: Iterable<Frame>) => Iterable<VideoFrame> | AsyncIterable<VideoFrame>;
  /** What the colours of its frames are; left out, the encoder says what it made of them. */
  readonly colorSpace?: VideoColorSpaceInit;
}

/**
 * Frames out of planes that we made ourselves, so that no colour conversion of the browser's comes
 * between. VideoFrame copies them.
 *
 * @param makePlanes what `Renderer.planes` does
 */
export async function createPlanesCapture(
  makePlanes: (frames: Iterable<Frame>, size: Size) => Iterable<FramePlanes>,
  size: Size,
): Promise<Capture> {
  const copy = await createCopying(size);
  return {
    colorSpace: FILM_COLOR,
    // At once: planes that are read for another row of frames may take the place of these.
    *take(frames) {
      for (const made of makePlanes(frames, size)) yield copy(made);
    },
  };
}

/**
 * The same of planes that have to be waited for.
 *
 * @param makePlanes what `ShowRenderer.planes` does
 */
export async function createComingCapture(
  makePlanes: (
    frames: Iterable<Frame>,
    size: Size,
    take: (made: FramePlanes) => VideoFrame,
  ) => AsyncIterable<VideoFrame>,
  size: Size,
): Promise<ComingCapture> {
  const copy = await createCopying(size);
  return { colorSpace: FILM_COLOR, take: (frames) => makePlanes(frames, size, copy) };
}

async function createCopying(size: Size): Promise<(made: FramePlanes) => VideoFrame> {
  const place = (await honoursLayout()) ? placeWithLayout : packInto(size);
  return ({ frame, planes }) => {
    const { bytes, layout } = place(planes);
    return new VideoFrame(bytes, {
      format: 'NV12',
      codedWidth: size.width,
      codedHeight: size.height,
      timestamp: frame.timestamp,
      duration: frame.duration,
      ...(layout && { layout }),
      colorSpace: FILM_COLOR,
    });
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
        yield new VideoFrame(samplePlanes(data, { width, height }, sampling), {
          format: 'I444',
          codedWidth: width,
          codedHeight: height,
          timestamp,
          duration,
          colorSpace,
        });
      }
    },
  };
}

/**
 * The canvas itself: where renderer and encoder are hardware, nothing is read back. The browser converts
 * the colours, and says what it made of them.
 *
 * @param canvas has the size of the film
 */
export function createCanvasCapture(
  draw: (index: number) => void,
  canvas: HTMLCanvasElement | OffscreenCanvas,
): Capture {
  return {
    *take(frames) {
      for (const { index, timestamp, duration } of frames) {
        draw(index);
        yield new VideoFrame(canvas, { timestamp, duration, alpha: 'discard' });
      }
    },
  };
}
