import { nv12Layout } from '../core/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';

/** What the shader writes, and so what the file says: BT.709 in limited range. */
export const FILM_COLOR = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const satisfies VideoColorSpaceInit;

/** Draws a frame's planes; what `Renderer.planes` does. */
type DrawPlanes = (frame: Frame, into: Uint8Array, size: Size) => void;

/**
 * Frames for the encoder out of planes that we made ourselves, so that no colour conversion of the
 * browser's comes between. One buffer serves all frames: VideoFrame copies it.
 */
export function createCapture(drawPlanes: DrawPlanes, size: Size): (frame: Frame) => VideoFrame {
  const layout = nv12Layout(size);
  const bytes = new Uint8Array(layout.byteLength);
  return (frame) => {
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
  };
}
