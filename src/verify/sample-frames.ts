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

/** The first, the middle and the last: where each is drawn from the same pictures, no frame has errors of its own. */
export function sampleDrawn({ frames }: Pick<Seekable, 'frames'>): number[] {
  return [...new Set([0, Math.floor((frames - 1) / 2), frames - 1])];
}

/** Of so many frames at most all are decoded; of longer films so many in groups of pictures that lie evenly over them. */
const MOST_DECODED = 2000;
/** So many ends of groups are drawn at most. */
const MOST_ENDS = 64;

/**
 * The same, and the last frames of groups of pictures, so that all before them is decoded, too: for a file that lay
 * somewhere meanwhile, where any frame may be damaged.
 */
export function sampleWhole(film: Seekable): number[] {
  const ends: number[] = [];
  for (let end = film.frames - 1; end >= 0; end = film.keyFrameFor(end) - 1) ends.push(end);
  const every = Math.ceil(Math.max(ends.length / MOST_ENDS, film.frames / MOST_DECODED));
  const chosen = new Set([...sampleFrames(film), ...ends.filter((_, n) => n % every === 0)]);
  return [...chosen].toSorted((a, b) => a - b);
}
