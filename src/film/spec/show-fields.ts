import * as v from 'valibot';
import { completedBy } from './completed.ts';
import { completeTransition, type TransitionSpec } from './transition.ts';
import { crop, isObject, motion, MOST_MOTIONS, seconds, share, title } from './spec-fields.ts';

// Pictures that follow one another, as a spec has them.

const place = v.tuple([share, share]);

/** Each of them begins a GPU's work anew; a film of more is several films. */
const MOST_PICTURES = 10_000;

const picture = v.strictObject({
  /** Its path; of several pictures on the command line, which one this is. */
  file: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
  /** Seconds from when it is seen alone to when the next one is, instead of the film's `each`. */
  hold: v.optional(seconds),
  /** Instead of the film's. */
  motions: v.optional(
    v.pipe(v.array(motion), v.maxLength(MOST_MOTIONS, `must be at most ${MOST_MOTIONS} motions`)),
  ),
  title: v.optional(title),
  crop: v.optional(crop),
  position: v.optional(v.union([place, v.literal('auto')])),
  focus: v.optional(place),
});

export const pictures = v.pipe(
  v.array(picture),
  v.minLength(1, 'must be at least one picture'),
  v.maxLength(MOST_PICTURES, `must be at most ${MOST_PICTURES} pictures`),
);
/** One of several pictures, and what is its own. */
export type PictureSpec = v.InferOutput<typeof picture>;

const transition = v.pipe(
  v.custom<TransitionSpec>(isObject, 'must be an object'),
  completedBy<TransitionSpec, TransitionSpec>(completeTransition),
);

export const transitions = v.pipe(
  v.array(transition),
  v.minLength(1, 'must be at least one transition'),
  v.maxLength(64, 'must be at most 64 transitions'),
);
