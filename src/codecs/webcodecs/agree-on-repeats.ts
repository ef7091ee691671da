import type { FilmPlan } from '../../core/film-plan.ts';
import { whyNoRepeats } from '../h264-stream/repeats.ts';
import { encoderConfig } from './encoder-config.ts';
import { probe } from './probe.ts';

/** Decides whether frames that show what the one before shows are encoded, where a film has some, and says so. */
export async function agreeOnRepeats(plan: FilmPlan): Promise<FilmPlan> {
  if (plan.repeats === undefined) return plan;
  const refusal = await whyEncoded(plan);
  const which = 'frames that repeat the one before are';
  if (refusal === undefined)
    return { ...saying(plan, `${which} written without it`), repeats: 'written' };
  return saying(plan, `${which} encoded, too, as ${refusal}`);
}

function saying(plan: FilmPlan, besides: string): FilmPlan {
  return { ...plan, encoder: { ...plan.encoder, besides } };
}

/** `undefined` where they needn't be. */
async function whyEncoded(plan: FilmPlan): Promise<string | undefined> {
  if (plan.bitrate > 0) return 'its bits a second are for all frames';
  // Its stream is looked at beforehand, and no hardware's was ever seen.
  if (plan.steady === undefined) return 'only an encoder of software is known well enough';
  const { record } = await probe(await encoderConfig(plan));
  return record === undefined ? 'its stream has no header of its own' : whyNoRepeats(record);
}
