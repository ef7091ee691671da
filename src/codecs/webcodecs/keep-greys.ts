import type { FilmPlan } from '../../core/film-plan.ts';
import { compareFaults, isKept } from '../../core/planes/flat-error.ts';
import { findFlatPlaces, hasChroma, kindOfFlat } from '../../core/planes/flat-places.ts';
import { untilAborted } from '../../core/streams/until-aborted.ts';
import { quantizerAt } from './encoder-config.ts';
import { copyPlanes, hasPlanes } from './frame-planes.ts';
import { isFew, type Told } from './plain-pictures.ts';
import { type KeyTrier, type TriedKey, tryKeys } from './try-keys.ts';

/** What key frames are tried with: the same for all qualities, so that a coarser one is never finer than a better one. */
const KEYS = [110, 80, 56, 40, 24, 12];
/** Frames behind a key frame have at most so many times its quantizer: more, and the film pulses. */
const BEHIND_KEY = 2;
/** What lies nearer to anything else, px, is coded with it, and again in each frame where that moves. */
const AROUND = 16;

export interface KeptGreys {
  readonly told: Told;
  /** What has tried key frames, if any were; its encoder is for the group. */
  readonly trier?: KeyTrier;
}

/**
 * How a group of pictures is encoded that begins with this one, where something moves beside a white page or black bars. What
 * stands is left as the key frame has it, so that this one alone is looked at, and gets a finer quantizer where they are off.
 * Not of ten bits: layers in time pulse with another key frame. Nor of AV1, where the group behind one that keeps its usual
 * key frame lies 2.4 dB above it.
 */
export async function keepGreys(
  picture: VideoFrame,
  asked: Told,
  signal: AbortSignal,
): Promise<KeptGreys> {
  const { film } = asked;
  const usual = quantizerAt(film, 0);
  if (usual === undefined || film.codec !== 'vp9' || film.depth !== undefined)
    return { told: asked };
  if (asked.quantizers || asked.isFlat) return { told: asked };
  if (!film.keepsFlat || film.still || !hasPlanes(picture)) return { told: asked };
  const drawn = await copyPlanes(picture);
  if (kindOfFlat(drawn, hasChroma) !== 'greys') return { told: asked };
  // As nobody looks at greys from frame to frame.
  const told = { ...asked, isFlat: false };
  const flat = findFlatPlaces(drawn, AROUND);
  if (flat === undefined) return { told };
  const trier = tryKeys(picture, told, drawn, flat);
  try {
    const first = await untilAborted(trier.try(usual), signal);
    if (isKept(first.fault)) return { told, trier };
    const key = await untilAborted(coarsestThatKeeps(first, trier), signal);
    if (key === usual) return { told, trier };
    // The finer one has too many bytes to tell.
    const measured = isFew(first.bytes, film) && { isMeasured: true };
    return { told: { ...told, film: withKey(film, key), ...measured }, trier };
  } catch (cause) {
    trier.close();
    throw cause;
  }
}

/**
 * Finer ones keep what a coarser one does, and one of the first two mostly does: so it's the second that says on which side to
 * go on. Where none keeps it, the least bad one.
 */
async function coarsestThatKeeps(first: TriedKey, trier: KeyTrier): Promise<number> {
  let best = first;
  let left = KEYS.filter((finer) => finer < first.quantizer);
  while (left.length > 0) {
    const at = left.length > 2 ? 1 : 0;
    const next = await trier.try(left[at] ?? first.quantizer);
    const keeps = isKept(next.fault);
    if (keeps || compareFaults(next.fault, best.fault) < 0) best = next;
    left = keeps ? left.slice(0, at) : left.slice(at + 1);
  }
  return best.quantizer;
}

function withKey(film: FilmPlan, key: number): FilmPlan {
  const { quantizer = key } = film;
  const behind = Math.min(quantizer, Math.round(BEHIND_KEY * key));
  return { ...film, quantizer: behind, keyQuantizer: key };
}
