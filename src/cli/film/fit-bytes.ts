import { QP } from '../../codecs/h264-rolled/quality.ts';
import { findCodec } from '../../codecs/index.ts';
import { filmSeconds } from '../../containers/film-chunks.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { RenderSpec } from '../../film/spec.ts';
import { type Coarseness, searchBytes, type Try } from './byte-search.ts';
import { formatBytes } from '../terminal/format-bytes.ts';

/** Looks at a film that is written and not yet in its place. */
export type Judge = (film: FilmPlan, bytes: number) => void;

/** What makes a film smaller: on its codec's scale, or in bits. */
interface Control extends Coarseness {
  /** Where the film stands that was asked for. */
  readonly from: number;
  readonly set: (spec: RenderSpec, at: number) => RenderSpec;
  readonly name: (at: number) => string;
}

/** Thrown by the judge, so that the film takes no place. */
class MadeAgain extends Error {}

/**
 * Makes a film of at most so many bytes: as it was asked for where that is as small; else as fine as fits, which is
 * looked for by making it, a few times.
 *
 * @param limit bytes; left out: any film fits
 * @throws StillmotionError `usage` where it can't be as small, or has nothing to be made smaller by
 */
export async function fitBytes<T>(
  limit: number | undefined,
  asked: RenderSpec,
  make: (spec: RenderSpec, judge: Judge) => Promise<T>,
  say: (text: string) => void,
): Promise<T> {
  if (limit === undefined) return make(asked, () => {});
  const tries: Try[] = [];
  let control: Control | undefined;
  let at: number | undefined;
  let isLast = false;
  const judge: Judge = (film, bytes) => {
    if (isLast && bytes <= limit) return;
    control ??= controlOf(film, bytes);
    tries.push({ at: at ?? control.from, bytes });
    const verdict = searchBytes(tries, limit, control);
    if (verdict === 'fits') return;
    if (verdict === 'none') throw tooSmall(limit, bytes, control);
    isLast = 'best' in verdict;
    const next = 'best' in verdict ? verdict.best : verdict.next;
    say(
      `${control.name(at ?? control.from)}: ${formatBytes(bytes)} of ${formatBytes(limit)}; going on with ${control.name(next)}.`,
    );
    at = next;
    throw new MadeAgain();
  };
  for (;;) {
    try {
      return await make(
        at === undefined || control === undefined ? asked : control.set(asked, at),
        judge,
      );
    } catch (error) {
      if (!(error instanceof MadeAgain)) throw error;
    }
  }
}

function controlOf(film: FilmPlan, bytes: number): Control {
  const codec = findCodec(film.codec);
  if (codec.takes !== 'planes')
    throw new StillmotionError(
      'usage',
      `${codec.label} has nothing that --max-bytes could make smaller; leave it out, or choose a codec of video.`,
    );
  const isOurs = film.encoder.name === 'rolled';
  const { coarsest } = codec.quantizers;
  if (isOurs || film.quantizer !== undefined) {
    // As far as both are known: doubles of the step of H.264, a quarter of what VP9 and AV1 tell apart.
    const [halving, grain] = codec.name === 'h264' ? [8, 1] : [40, 4];
    return {
      coarsest,
      halving,
      grain,
      from: film.quantizer ?? OURS[film.quality ?? 'standard'],
      set: (spec, quantizer) => ({ ...spec, quantizer }),
      name: (quantizer) => `quantizer ${quantizer}`,
    };
  }
  return rateControl(film, bytes);
}

/** About what our H.264 quantizes by; in high quality that depends on the picture. The first try is as asked for anyway. */
const OURS = { ...QP, high: 12 } as const;

const LEAST_RATE = 1000;
/** Steps of a bit rate: 64 halve it. */
const RATE_STEPS = 64;

/** Coarseness is how far a bit rate is below 2^31 bit/s, in steps. */
function rateControl(film: FilmPlan, bytes: number): Control {
  const rateAt = (at: number) => Math.round(2 ** (31 - at / RATE_STEPS));
  const at = (rate: number) => Math.round(RATE_STEPS * (31 - Math.log2(rate)));
  const from = at((8 * bytes) / filmSeconds(film));
  return {
    coarsest: Math.max(from, at(LEAST_RATE)),
    halving: RATE_STEPS,
    grain: 2,
    from,
    set: (spec, steps) => ({ ...spec, bitrate: Math.max(LEAST_RATE, rateAt(steps)) }),
    name: (steps) => (steps === from ? `quality ${film.quality}` : `${rateAt(steps)} bit/s`),
  };
}

function tooSmall(limit: number, bytes: number, { name, coarsest }: Control): StillmotionError {
  return new StillmotionError(
    'usage',
    `The film has ${formatBytes(bytes)} at its coarsest (${name(coarsest)}), and --max-bytes allows ${formatBytes(limit)}. Allow more, or make fewer frames or a smaller --canvas.`,
  );
}
