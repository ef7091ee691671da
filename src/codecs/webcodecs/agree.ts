import { StillmotionError } from '../../core/errors.ts';
import { formatSize } from '../../core/size.ts';
import { asClause } from '../../core/values/clause.ts';
import { findVideoCodec, otherCodecs } from '../index.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { withLayers } from './deep-layers.ts';
import { takenConfig, unsupported } from './encoder-config.ts';
import { agreeOnRepeats } from './agree-on-repeats.ts';
import { keepQuality } from './keep-quality.ts';

/** Bit rates of which any encoder takes one. */
const COMMON_RATES = [1e6, 1e7, 1e5, 1e8];
/** A limit is found to within this part of it. */
const LIMIT_PRECISION = 0.01;

/**
 * Brings a plan together with what this browser's encoder takes. A quality is kept in every frame where that can be done;
 * elsewhere it gets as many of its bits as it may, and says so.
 *
 * @throws StillmotionError `codec-unsupported`, or `usage` where the bit rate that was asked for is at fault
 */
export async function agree(plan: FilmPlan): Promise<FilmPlan> {
  if (plan.encoder.name !== 'webcodecs') return plan;
  return agreeOnRepeats(await agreeOnBits(plan));
}

async function agreeOnBits(plan: FilmPlan): Promise<FilmPlan> {
  if (plan.quantizer !== undefined) return agreeOnQuantizer(plan);
  return (await keepQuality(plan)) ?? agreeOnRate(plan);
}

async function agreeOnQuantizer(plan: FilmPlan): Promise<FilmPlan> {
  if ((await takenConfig(plan)) !== undefined) return withLayers(plan);
  const { quantizer: _, ...others } = plan;
  if ((await takenConfig({ ...others, bitrate: 1e6 })) === undefined) throw unsupported(plan);
  const { isExpected, reason } = plan.encoder;
  const ours = isExpected ? '' : `, and ours can't write this film: ${asClause(reason)}`;
  throw new StillmotionError(
    'usage',
    `This browser's ${findVideoCodec(plan.codec).label} encoder takes no quantizer${ours}. Choose another codec (${otherCodecs(plan.codec)}), or leave it to the quality.`,
  );
}

/** The bits are guessed, or were asked for. */
async function agreeOnRate(asked: FilmPlan): Promise<FilmPlan> {
  const { steady: _, ...plan } = asked;
  if ((await takenConfig(plan)) !== undefined) return plan;
  const limit = await nearestTakenRate(plan);
  if (limit === undefined) throw unsupported(plan);
  const { label } = findVideoCodec(plan.codec);
  const end = limit < plan.bitrate ? 'at most' : 'at least';
  if (plan.quality === undefined) {
    throw new StillmotionError(
      'usage',
      `This browser's ${label} encoder doesn't take the bit rate ${plan.bitrate} bit/s for ${formatSize(plan.size)}: it takes ${end} about ${limit} bit/s.`,
    );
  }
  const note = `The quality ${plan.quality} would take ${plan.bitrate} bit/s; this browser's ${label} encoder takes ${end} about ${limit} bit/s, which it gets.`;
  return { ...plan, bitrate: limit, notes: [...plan.notes, note] };
}

/** `undefined` where the encoder takes the film at no rate: something else is at fault. */
async function nearestTakenRate(plan: FilmPlan): Promise<number | undefined> {
  for (const rate of COMMON_RATES) {
    if (await takes(plan, rate)) return limitBetween(plan, rate, plan.bitrate);
  }
  return undefined;
}

/** By halving; `taken` is a rate that the encoder takes, `refused` one that it doesn't. */
async function limitBetween(plan: FilmPlan, taken: number, refused: number): Promise<number> {
  while (Math.abs(taken - refused) > LIMIT_PRECISION * taken) {
    const middle = Math.round((taken + refused) / 2);
    if (await takes(plan, middle)) taken = middle;
    else refused = middle;
  }
  return inShort(taken, refused);
}

/** Three digits, on the side that the encoder takes. */
function inShort(taken: number, refused: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(taken)) - 2);
  return (taken < refused ? Math.floor(taken / unit) : Math.ceil(taken / unit)) * unit;
}

async function takes(plan: FilmPlan, bitrate: number): Promise<boolean> {
  return (await takenConfig({ ...plan, bitrate })) !== undefined;
}
