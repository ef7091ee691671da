import { formatSize, type Size } from '../../core/size.ts';
import type { RenderSpec } from '../spec/spec.ts';
import { arrange } from './layout.ts';

/** 4K, px: what televisions show, and many players at most. */
const LARGEST_USUAL = 3840 * 2160;

/**
 * Says that the frame of several pictures is as large as a camera's, where nobody has asked for that: such a film takes
 * long to make, and few players show it.
 *
 * @param first px of the first picture after its crop
 */
export function describeLargeFrame(spec: RenderSpec, first: Size | undefined): string | undefined {
  if (first === undefined || spec.canvas !== undefined || spec.layout === 'figure')
    return undefined;
  const { canvas } = arrange(spec, first);
  const times = (canvas.width * canvas.height) / (1920 * 1080);
  if (canvas.width * canvas.height <= LARGEST_USUAL) return undefined;
  return `The film is as large as its first picture, ${formatSize(canvas)}; with --canvas 1080p it has ${Math.round(times)} times fewer pixels, is made sooner, and any player shows it.`;
}
