import { StillmotionError } from '../../core/errors.ts';
import { framesIn, type Timeline } from '../../core/timeline.ts';
import type { Movement } from '../../motions/movement.ts';
import type { Seam } from './loop.ts';
import type { RenderSpec } from '../spec/spec.ts';
import { LARGEST_FRAME_COUNT } from '../spec/spec-fields.ts';

/** Of what is repeated, s: less would have more key frames than a film needs. */
const SHORTEST_LOOP = 5;

/**
 * The spec of a film that lasts for a time: of its loop, which is shown over and over; or, where the loop
 * doesn't close, of its motion, once. What was asked for stays as it is.
 *
 * @param film the same without that
 * @throws StillmotionError `usage` for more frames than can be
 */
export function lasting(
  spec: RenderSpec,
  { fps, frameCount }: Timeline,
  { loop }: Movement,
  { jump }: Seam,
): RenderSpec {
  const { lasts, frames, duration, range } = spec;
  if (lasts === undefined) return spec;
  const length = framesIn(lasts, fps);
  assertCountable(length);
  if (range !== undefined) return spec;
  const cut = length < frameCount ? { range: { first: 0, last: length - 1 } } : {};
  if ((frames ?? duration) !== undefined) return { ...spec, ...cut };
  if (jump > 0) return { ...spec, duration: lasts };
  const shortest = framesIn(Math.min(lasts, SHORTEST_LOOP), fps);
  const repeated = typeof loop === 'number' ? loop * Math.ceil(shortest / loop) : frameCount;
  const isRepeated = repeated !== frameCount && repeated < length;
  return isRepeated ? { ...spec, frames: repeated } : { ...spec, ...cut };
}

function assertCountable(frames: number): void {
  if (frames <= LARGEST_FRAME_COUNT) return;
  throw new StillmotionError(
    'usage',
    `The film would have ${frames} frames; at most ${LARGEST_FRAME_COUNT} can be rendered.`,
  );
}
