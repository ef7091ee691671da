import type { FilmPlan } from '../../core/film-plan.ts';
import { compareFaults } from '../../core/planes/flat-error.ts';
import { hasChroma, kindOfFlat } from '../../core/planes/flat-places.ts';
import { quantizerAt } from './encoder-config.ts';
import { copyPlanes, hasPlanes } from './frame-planes.ts';
import type { Encoded } from './group-encoder.ts';
import { faultOf, isFlatKept } from './keep-flat.ts';
import { isPlain, type Told } from './plain-pictures.ts';

/** What key frames are tried with: the same for all qualities, so that a coarser one is never finer than a better one. */
const KEYS = [140, 110, 80, 56, 40, 24, 12];
/** Frames behind a key frame have at most so many times its quantizer: more, and the film pulses. */
const BEHIND_KEY = 1.5;
/** What lies nearer to anything else, px, is coded with it, and again in each frame where that moves. */
const AROUND = 16;

/**
 * How a group of pictures is encoded that begins with this one, where something moves beside a white page or black bars. What
 * stands is left as the key frame has it, so that this one alone is looked at, and gets a finer quantizer where they are off.
 * Not of ten bits: layers in time pulse with another key frame.
 *
 * @param encodeAlone encodes that picture and no other
 */
export async function keepGreys(
  picture: VideoFrame,
  told: Told,
  encodeAlone: (told: Told) => Promise<Encoded>,
): Promise<Told> {
  const { film } = told;
  const usual = quantizerAt(film, 0);
  if (
    usual === undefined ||
    film.depth !== undefined ||
    told.isKeyKept ||
    told.quantizers ||
    told.isFlat
  )
    return told;
  if (!film.keepsFlat || film.still || !(await isGrey(picture))) return told;
  const encode = (quantizer: number) =>
    encodeAlone({
      ...told,
      isFlat: true,
      around: AROUND,
      isMeasured: false,
      quantizers: [quantizer],
    });
  const first = await encode(usual);
  let [key, best] = [usual, first];
  for (const finer of KEYS) {
    if (isFlatKept(best)) break;
    if (finer >= usual) continue;
    const next = await encode(finer);
    if (compareFaults(faultOf(next), faultOf(best)) < 0) [key, best] = [finer, next];
  }
  if (key === usual) return { ...told, isKeyKept: true };
  const [chunk] = first.chunks;
  return {
    ...told,
    isKeyKept: true,
    film: withKey(film, key),
    // The finer one has too many bytes to tell.
    ...(chunk && isPlain(chunk, film) && { isMeasured: true }),
  };
}

async function isGrey(picture: VideoFrame): Promise<boolean> {
  return hasPlanes(picture) && kindOfFlat(await copyPlanes(picture), hasChroma) === 'greys';
}

function withKey(film: FilmPlan, key: number): FilmPlan {
  const { quantizer = key } = film;
  const behind = Math.min(quantizer, Math.round(BEHIND_KEY * key));
  return { ...film, quantizer: behind, keyQuantizer: key };
}
