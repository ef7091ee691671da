import { asNumber } from '../../core/fraction.ts';
import * as v from 'valibot';
import { isCrop } from '../../core/picture/crop.ts';
import { completedBy } from './completed.ts';
import { messageOf } from '../../core/errors.ts';
import { parseTitle } from '../../core/title.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import { completeEffect } from '../../effects/index.ts';
import { completeMotion } from '../../motions/motion-text.ts';
import type { MotionSpec } from '../../motions/motion.ts';

// What single fields of a spec may hold; `spec.ts` puts them together.

/** The largest side of a canvas or picture that any codec or texture takes, px. */
const LARGEST_SIDE = 16384;
/** The roll is exact up to this frame; a film of it would last 92 hours at 30 frames/s. */
export const LARGEST_FRAME_COUNT = 10_000_001;

/** Above what any codec's highest level allows, and within what every encoder's interface can hold. */
export const LARGEST_BIT_RATE = 2_000_000_000;

/** The lowest frame rate, frames/s. */
export const SLOWEST = 0.001;
const FASTEST = 1000;
/** As many frames of the fastest film as the slowest shows a picture. */
export const MOST_HELD = FASTEST / SLOWEST;

const side = v.pipe(
  v.number(),
  v.integer('must be a whole number of pixels'),
  v.minValue(1, 'must be at least 1 px'),
  v.maxValue(LARGEST_SIDE, `must be at most ${LARGEST_SIDE} px`),
);
export const share = v.pipe(
  v.number(),
  v.minValue(0, 'must be at least 0'),
  v.maxValue(1, 'must be at most 1'),
);
export const size = v.strictObject({ width: side, height: side });
export function whole(most: number) {
  return v.pipe(
    v.number(),
    v.integer('must be a whole number'),
    v.minValue(1, 'must be at least 1'),
    v.maxValue(most, `must be at most ${most}`),
  );
}
/** One of these, which JSON may have as a number, too. */
export function numbered<const Names extends readonly `${number}`[]>(names: Names) {
  return v.union([v.picklist(names), v.pipe(v.number(), v.transform(String), v.picklist(names))]);
}
export const seconds = v.pipe(
  v.number(),
  v.finite('must be a finite number'),
  v.gtValue(0, 'must be above 0'),
);
const term = whole(Number.MAX_SAFE_INTEGER);
const frameIndex = v.pipe(
  v.number(),
  v.integer('must be a whole number'),
  v.minValue(0, 'must be at least 0'),
  v.maxValue(LARGEST_FRAME_COUNT - 1, `must be at most ${LARGEST_FRAME_COUNT - 1}`),
);

export const FrameRateSchema = v.pipe(
  v.strictObject({ numerator: term, denominator: term }),
  v.check((fps) => asNumber(fps) <= FASTEST, `must be at most ${FASTEST}`),
  v.check((fps) => asNumber(fps) >= SLOWEST, `must be at least ${SLOWEST}`),
  // Track time scales are 32-bit, and the muxer counts a frame in `denominator` ticks of them.
  v.check(({ numerator }) => numerator <= 1_000_000, 'must have a numerator of at most 1000000'),
);

export const FrameRangeSchema = v.pipe(
  v.strictObject({ first: frameIndex, last: frameIndex }),
  v.check(({ first, last }) => first <= last, 'must not end before it begins'),
);

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const motion = v.pipe(
  v.custom<MotionSpec>(isObject, 'must be an object'),
  v.check(({ kind }) => typeof kind === 'string', 'must say which motion it is, as its "kind"'),
  completedBy<MotionSpec, MotionSpec>(completeMotion),
);

/** Longer ones are no shaders that a person writes. */
const LONGEST_SOURCE = 200_000;

export const effect = v.pipe(
  v.custom<EffectSpec>(isObject, 'must be an object'),
  v.check(
    ({ name, source }) => typeof (name ?? source) === 'string',
    'must say which effect it is, as its "name" or "source"',
  ),
  v.check(
    ({ source = '', vertex = '' }) => Math.max(source.length, vertex.length) <= LONGEST_SOURCE,
    `must have a source and a vertex shader of at most ${LONGEST_SOURCE} characters`,
  ),
  completedBy<EffectSpec, EffectSpec>(completeEffect),
);
/** In a chain. */
export const MOST_EFFECTS = 16;
/** Of which one is composed of. */
export const MOST_MOTIONS = 16;

/** A part of a picture, as `core/crop.ts` reads it. */
export const crop = v.pipe(
  v.string(),
  v.check(isCrop, 'must be a part of the picture such as 1200x800+100+50 or 50%x50%+25%+10%'),
);

export const title = v.pipe(
  v.string(),
  v.maxLength(200, 'must have at most 200 characters'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    try {
      parseTitle(dataset.value);
    } catch (error) {
      addIssue({ message: messageOf(error) });
    }
  }),
);
