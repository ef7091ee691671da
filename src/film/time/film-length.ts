import { extent } from '../../core/size.ts';
import { type FrameRate, framesIn } from '../../core/timeline.ts';
import type { Slide } from '../../motions/motion.ts';
import { drawnLengths, movementOf, type MovingFilm } from '../frame/moving.ts';

type Undecided = Omit<MovingFilm, 'frameCount' | 'cycle'>;
type Length = Pick<MovingFilm, 'frameCount' | 'cycle'>;

/** How long a film is about that nobody has said a length for, s. */
const DEFAULT_SECONDS = 8;
/** A default film is never longer than this; a fractional step may take days to close its loop. */
const LONGEST_DEFAULT_LOOP_SECONDS = 600;
/** From which to which length a film is one that rolls by whole pixels, s. */
const WHOLE_PIXEL_SECONDS = { least: 6, most: 10 };
const ANY_SECONDS = { least: 0, most: LONGEST_DEFAULT_LOOP_SECONDS };

/** How many frames a film has, and after how many a motion that goes by time begins anew. */
export function decideLength(film: Undecided): Length {
  const { spec, fps } = film;
  const period = spec.period === undefined ? undefined : framesIn(spec.period, fps);
  const asked = spec.frames ?? (spec.duration && framesIn(spec.duration, fps));
  const frameCount = asked ?? defaultFrameCount(film, period);
  return { frameCount, cycle: period ?? frameCount };
}

/** One whole seamless loop, or once around the picture where that would take too long. */
function defaultFrameCount(film: Undecided, period: number | undefined): number {
  const { image, fps } = film;
  const cycle = period ?? framesIn(DEFAULT_SECONDS, fps);
  const { loop, slide } = movementOf({ ...film, cycle });
  if (typeof loop !== 'number' || loop === 1)
    return period === undefined && loop === 'film' && slide !== undefined
      ? fittedCount(film, slide)
      : cycle;
  if (loop <= framesIn(LONGEST_DEFAULT_LOOP_SECONDS, fps)) return loop;
  if (slide === undefined) return cycle;
  const { numerator, denominator } = slide.perFrame;
  return Math.max(1, Math.round((extent(image, slide.axis) * denominator) / Math.abs(numerator)));
}

/** Of a roll whose step follows from its length: about as long as every film. */
function fittedCount(film: Undecided, { axis }: Slide): number {
  const { fps } = film;
  const { numerator, denominator } = drawnLengths(film)[axis];
  const length = numerator / denominator;
  const speed = film.spec.motions[0]?.['speed'];
  if (typeof speed !== 'number') {
    // Vectors move by whole pixels alone, however long that takes.
    const bounds = film.spec.encoder === 'rolled' ? ANY_SECONDS : WHOLE_PIXEL_SECONDS;
    return framesByWholePixels(length, fps, bounds) ?? framesIn(DEFAULT_SECONDS, fps);
  }
  const around = length / Math.abs(speed);
  return framesIn(around * Math.max(1, Math.round(DEFAULT_SECONDS / around)), fps);
}

/** The count nearest to the usual one in which a picture goes around by whole pixels of the frame. */
function framesByWholePixels(
  length: number,
  fps: FrameRate,
  bounds: typeof WHOLE_PIXEL_SECONDS,
): number | undefined {
  const usual = framesIn(DEFAULT_SECONDS, fps);
  const [least, most] = [framesIn(bounds.least, fps), framesIn(bounds.most, fps)];
  let nearest: number | undefined;
  for (let count = least; count <= most; count++) {
    const nearer = nearest === undefined || Math.abs(count - usual) < Math.abs(nearest - usual);
    if (length % count === 0 && nearer) nearest = count;
  }
  return nearest;
}
