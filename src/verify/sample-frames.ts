/** Where frames can be had of which none before has to be decoded, or few. */
export interface Seekable {
  readonly frames: number;
  keyFrameFor(frame: number): number;
}

/** So many GOPs are looked at, spread over the film. */
const MOST_GOPS = 4;
/** So many frames, or such a part of the film's, may be decoded to look at one far behind its key frame. */
const DECODED_ON_THE_WAY = { frames: 8, part: 1 / 32 };

/**
 * The frames of a film that say most for what they cost: its first, of GOPs from its first to its last the one behind
 * the key frame, and one further on, where errors of those before have gathered. In ascending order.
 */
export function sampleFrames(film: Seekable): number[] {
  const chosen = new Set<number>();
  for (let n = 0; n < MOST_GOPS; n++) {
    const around = Math.floor((n * (film.frames - 1)) / (MOST_GOPS - 1));
    const key = film.keyFrameFor(around);
    // Who sees what follows from a key frame sees that, too.
    if (key === 0) chosen.add(key);
    chosen.add(Math.min(key + 1, film.frames - 1));
  }
  const { frames, part } = DECODED_ON_THE_WAY;
  const further = Math.min(film.frames - 1, Math.max(frames, Math.floor(film.frames * part)));
  if (film.keyFrameFor(further) === 0) chosen.add(further);
  return [...chosen].toSorted((a, b) => a - b);
}
