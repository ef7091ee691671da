import { nv12Layout } from '../core/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';

/** What the shader writes into planes, and so what the file says: BT.709 in limited range. */
const FILM_COLOR = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const satisfies VideoColorSpaceInit;

/** A way by which frames reach the encoder. */
export interface Capture {
  /** Draws a frame; the caller closes it. */
  readonly take: (frame: Frame) => VideoFrame;
  /** What the colours of its frames are; left out, the encoder says what it made of them. */
  readonly colorSpace?: VideoColorSpaceInit;
}

/**
 * Frames out of planes that we made ourselves, so that no colour conversion of the browser's comes
 * between. One buffer serves all frames: VideoFrame copies it.
 *
 * @param drawPlanes what `Renderer.planes` does
 */
export function createPlanesCapture(
  drawPlanes: (frame: Frame, into: Uint8Array, size: Size) => void,
  size: Size,
): Capture {
  const layout = nv12Layout(size);
  const bytes = new Uint8Array(layout.byteLength);
  return {
    colorSpace: FILM_COLOR,
    take(frame) {
      drawPlanes(frame, bytes, size);
      return new VideoFrame(bytes, {
        format: 'NV12',
        codedWidth: size.width,
        codedHeight: size.height,
        timestamp: frame.timestamp,
        duration: frame.duration,
        layout: [...layout.planes],
        colorSpace: FILM_COLOR,
      });
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
  draw: (frame: Frame) => void,
  canvas: HTMLCanvasElement | OffscreenCanvas,
): Capture {
  return {
    take(frame) {
      draw(frame);
      const { timestamp, duration } = frame;
      return new VideoFrame(canvas, { timestamp, duration, alpha: 'discard' });
    },
  };
}
