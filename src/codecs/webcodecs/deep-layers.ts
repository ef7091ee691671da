import type { FilmPlan, Layers } from '../../core/film-plan.ts';
import type { QualityName } from '../../core/quality.ts';
import { takenConfig } from './encoder-config.ts';
import { canDecode, unmeasured } from './watch-quality.ts';

// libvpx, in its modes of a video call, weighs what a block of ten bits loses when it is coded by sixteen times what it loses
// when it is skipped (vp9_pickmode.c, `block_yrd`: of the one squares are of ten bits, of the other of eight). So it skips
// blocks until they are 12 dB worse; but not in layers of time above the ground, where it doesn't compare them.

/** As WebCodecs names three layers: every fourth frame is of the ground. */
const MODE = 'L1T3';
const PERIOD = 4;

/**
 * Quantizers of the frames halfway between those of the ground, on VP9's scale, the sole codec of ten bits; chosen by
 * measurement (docs/quality.md).
 */
export const DEEP_QUANTIZERS: Readonly<Record<QualityName, number>> = {
  draft: 184,
  standard: 88,
  high: 32,
};

interface Step {
  readonly quantizer: number;
  readonly key: number;
  readonly ground: number;
  readonly top: number;
  readonly plainKey: number;
  readonly plain: number;
}

/** What key frames, the ground, the top and plain pictures have for those; linear in between. */
const STEPS: readonly Step[] = [
  { quantizer: 0, key: 0, ground: 0, top: 0, plainKey: 0, plain: 0 },
  { quantizer: DEEP_QUANTIZERS.high, key: 32, ground: 8, top: 28, plainKey: 40, plain: 16 },
  { quantizer: DEEP_QUANTIZERS.standard, key: 64, ground: 24, top: 88, plainKey: 52, plain: 24 },
  { quantizer: DEEP_QUANTIZERS.draft, key: 168, ground: 116, top: 184, plainKey: 60, plain: 32 },
  { quantizer: 255, key: 255, ground: 185, top: 255, plainKey: 255, plain: 255 },
];

/**
 * The plan of a film of ten bits that has a quantizer, in layers. Where its encoder takes none, a quality gets the ground's
 * quantizer for all frames, as all are of the ground then.
 */
export async function withLayers(plan: FilmPlan): Promise<FilmPlan> {
  if (plan.depth === undefined || !plan.quantizer) return plan;
  const layers = layersFor(plan.quantizer);
  const layered = { ...plan, layers: { ...layers, isMeasured: false } };
  if ((await takenConfig(layered)) === undefined)
    return plan.quality === undefined ? plan : { ...plan, quantizer: layers.ground };
  // Quantizers that were asked for stay as they are.
  if (plan.quality === undefined) return layered;
  if (!(await canDecode(plan.codecString))) return unmeasured(layered);
  return { ...layered, keepsFlat: true, layers: { ...layers, isMeasured: true } };
}

/** @param quantizer of the frames halfway between those of the ground, the coarsest */
export function layersFor(quantizer: number): Omit<Layers, 'isMeasured'> {
  const above = STEPS.findIndex((step) => quantizer <= step.quantizer);
  const [from, to] = [STEPS[above - 1] ?? STEPS[above], STEPS[above]];
  if (from === undefined || to === undefined)
    throw new Error(`no layers are known for the quantizer ${quantizer}`);
  const at = from === to ? 0 : (quantizer - from.quantizer) / (to.quantizer - from.quantizer);
  const between = (of: keyof Step) => Math.round(from[of] + at * (to[of] - from[of]));
  return {
    mode: MODE,
    period: PERIOD,
    key: between('key'),
    ground: between('ground'),
    top: between('top'),
    plainKey: between('plainKey'),
    plain: between('plain'),
  };
}
