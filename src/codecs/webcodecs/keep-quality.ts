import type { FilmPlan } from '../../core/film-plan.ts';
import { findVideoCodec } from '../index.ts';
import { DEEP_QUANTIZERS, withLayers } from './deep-layers.ts';
import { encodesInHardware, takenConfig } from './encoder-config.ts';
import { probe } from './probe.ts';

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
  if ((await takenConfig(quantized)) !== undefined) return withLayers(quantized);
  // What hardware makes of such bit rates, nobody has seen.
  if (steady === undefined || (await isForHardware({ ...others, quality }))) return undefined;
  const config = await takenConfig(plan);
  return config !== undefined && (await probe(config)).staysSteady
    ? { ...plan, bitrate: 0 }
    : undefined;
}

async function isForHardware(plan: FilmPlan): Promise<boolean> {
  return (await takenConfig(plan)) !== undefined && encodesInHardware(plan);
}
