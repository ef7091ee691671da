import type { RenderPlan } from '../film/plan.ts';
import type { Trial, Trialled, TrialStep } from '../gl/trial.ts';
import type { Detail } from './detail.ts';

// A frame of many exposures, of effects that sample much, or of a large canvas may take software a minute, in which it
// answers nobody. So what such a frame takes is measured on some of its pixels before it is drawn, and it is drawn in
// as much detail as takes little: while it moves in less, and at rest bit by bit (refine.ts).

/** What frames of a film take here. */
export interface Gauge {
  /** For a frame as it is, s, as far as some pixels tell; 0 where it is surely little. */
  readonly seconds: number;
  /** Of a frame that moves. */
  readonly detail: Detail;
}

export const WHOLE: Detail = { coarseness: 1, nth: 1 };

/** For a frame that moves, s: what a person does is answered between two of them. */
const LONGEST = 0.1;
/** Texels that a frame reads without anybody asking how long that takes. */
const FEW_READS = 4e7;
const READS = { nearest: 1, linear: 4, cubic: 16 } as const;
/** For a pixel, of an effect that is drawn into a texture; and of others how often what lies under them is read. */
const MANY = 64;
const MOST_FUSED = 4;
/** Where in the film is measured: motions and effects begin and end. */
const PARTS = [0, 0.5];
/** Places of a frame, until these together take long enough to tell, s. */
const BLOCKS = [1, 4, 16, 64, 256, 1024, 4096];
const CLEAR = 0.01;

/** What is left out first: what of a blur hardly shows, then pixels, then all of it. */
const LESS = [
  { coarseness: 1, exposures: 16 },
  { coarseness: 2, exposures: 16 },
  { coarseness: 2, exposures: 4 },
  { coarseness: 4, exposures: 4 },
  { coarseness: 4, exposures: 1 },
  { coarseness: 8, exposures: 1 },
  { coarseness: 16, exposures: 1 },
] as const;

/**
 * Measures a film's frames, bit by bit, unless they are surely quick.
 *
 * @param sampled what is drawn for a frame before it is drawn itself
 */
export function* createGauge(
  open: () => Trial,
  plan: RenderPlan,
  sampled: Sampled,
): Generator<TrialStep, Gauge> {
  if (readsOf(plan, sampled) <= FEW_READS) return { seconds: 0, detail: WHOLE };
  const trial = open();
  try {
    const last = plan.frameCount - 1;
    let seconds = 0;
    for (const part of PARTS)
      seconds = Math.max(seconds, yield* measure(trial, Math.round(part * last)));
    return { seconds, detail: detailFor(seconds, exposuresOf(plan, sampled)) };
  } finally {
    trial.dispose();
  }
}

/**
 * The most detail that takes little of what a whole frame takes.
 *
 * @param exposures of a pixel
 */
export function detailFor(seconds: number, exposures: number): Detail {
  const less = LESS.map(({ coarseness, exposures: most }): Detail => {
    const nth = Math.max(1, Math.ceil(exposures / most));
    return { coarseness, nth };
  });
  const isQuick = ({ coarseness, nth }: Detail) => seconds / coarseness ** 2 / nth <= LONGEST;
  return [WHOLE, ...less].find(isQuick) ?? { coarseness: 16, nth: Math.max(1, exposures) };
}

/** What all of a frame seems to take, s. */
function* measure(trial: Trial, index: number): Generator<TrialStep, number> {
  yield* trial.compile(index);
  let seconds = 0;
  for (const blocks of BLOCKS) {
    const { some, all } = yield* trial.tryOut(index, blocks);
    seconds = all;
    if (some >= CLEAR) break;
  }
  return seconds;
}

/** Textures of its effects, and frames of other films, each with what is drawn for it in turn. */
export interface Sampled {
  readonly parts: Pick<Trialled['parts'], 'length'>;
  readonly beneath: readonly { readonly plan: RenderPlan; readonly trialled: Sampled }[];
}

/** Texels that a frame reads, roughly. */
function readsOf({ layout, spec, exposures }: RenderPlan, { parts, beneath }: Sampled): number {
  const { width, height } = layout.canvas;
  const fused = spec.effects.length > 0 ? MOST_FUSED : 1;
  const ofPixel = Math.max(1, exposures.length) * READS[spec.filter] * fused + parts.length * MANY;
  const below = beneath.map(({ plan, trialled }) => readsOf(plan, trialled));
  return below.reduce((sum, reads) => sum + reads, width * height * ofPixel);
}

/** Of a pixel, the most that are left out together. */
function exposuresOf({ exposures }: RenderPlan, { beneath }: Sampled): number {
  const below = beneath.map(({ plan, trialled }) => exposuresOf(plan, trialled));
  return Math.max(exposures.length, ...below);
}
