import type { FilmPlan } from '../../core/film-plan.ts';
import { findVideoCodec } from '../index.ts';
import { DEEP_QUANTIZERS, withLayers } from './deep-layers.ts';
import { encodesInHardware, takenConfig } from './encoder-config.ts';
import { plainBounds } from './plain-bounds.ts';
import { probe } from './probe.ts';
import { canDecode, unmeasured } from './watch-quality.ts';

/**
 * The plan of a film whose frames all lose alike: its encoder takes a quantizer for each, or keeps to one of its own at an
 * end of its bit rates. `undefined` where this browser's encoder does neither.
 */
export async function keepQuality(plan: FilmPlan): Promise<FilmPlan | undefined> {
  const { quality, steady, ...others } = plan;
  if (quality === undefined) return undefined;
  const { quantizers } = findVideoCodec(plan.codec);
  const { [quality]: quantizer } = plan.depth ? DEEP_QUANTIZERS : quantizers;
  const quantized = { ...others, quality, bitrate: 0, quantizer };
  if ((await takenConfig(quantized)) !== undefined)
    return plan.depth ? withLayers(quantized) : watched(quantized);
  // What hardware makes of such bit rates, nobody has seen.
  if (steady === undefined || (await isForHardware({ ...others, quality }))) return undefined;
  const config = await takenConfig(plan);
  if (config === undefined) return undefined;
  const { staysSteady, isAlike } = await probe(config);
  if (!staysSteady) return undefined;
  const kept = { ...plan, bitrate: 0 };
  return isAlike ? watched(kept) : kept;
}

/**
 * The same where groups of pictures of no detail are looked at while they are made. Not those of transparent films: colours
 * and alpha come from one drawing for both of their encoders, which one alone can't have again.
 */
async function watched(plan: FilmPlan): Promise<FilmPlan> {
  const plain = plainBounds(plan);
  if (plain === undefined || plan.transparent) return plan;
  return (await canDecode(plan.codecString))
    ? { ...plan, plain, keepsFlat: true }
    : unmeasured(plan);
}

async function isForHardware(plan: FilmPlan): Promise<boolean> {
  return (await takenConfig(plan)) !== undefined && encodesInHardware(plan);
}
