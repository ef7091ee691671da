import * as v from 'valibot';

/** The longest that is skipped or faded, s: a day. */
const LONGEST = 86_400;
/** dB: what is softer is not heard, and what is louder is no sound any more. */
const VOLUME = { least: -60, most: 40 };

function seconds(least: number) {
  return v.pipe(
    v.number(),
    v.minValue(least, `must be at least ${least} s`),
    v.maxValue(LONGEST, `must be at most ${LONGEST} s`),
  );
}

/** What a spec says of how its film's sound is changed; which file it is, it doesn't say. */
export const soundFields = {
  /** Where in the sound the film begins, s; below 0: how long the film is silent first. */
  audioOffset: v.optional(seconds(-LONGEST)),
  /** How long the sound fades out at its end, and in where it begins in its middle, s. */
  audioFade: v.optional(seconds(0)),
  /** The sound over and over, to the film's end. */
  audioLoop: v.optional(v.boolean()),
  /** dB */
  volume: v.optional(
    v.pipe(
      v.number(),
      v.minValue(VOLUME.least, `must be at least ${VOLUME.least} dB`),
      v.maxValue(VOLUME.most, `must be at most ${VOLUME.most} dB`),
    ),
  ),
} as const;
