import bezier from 'bezier-easing';
import { readEase } from '../core/values/ease.ts';
import type { Parameter } from '../core/values/parameter.ts';

export const EASE: Parameter = {
  name: 'ease',
  kind: 'ease',
  default: 'linear',
  label: 'Easing',
  summary:
    'how it sets off and arrives: linear, ease, ease-in, ease-out, ease-in-out, cubic-bezier(…)',
  tier: 'essential',
};

export const BACK: Parameter = {
  name: 'back',
  kind: 'bool',
  default: false,
  label: 'There and back',
  summary: 'go back again in the second half, so that the film closes',
  tier: 'essential',
};

/** The values of `EASE` and `BACK`. */
export interface Travel {
  readonly ease: string;
  readonly back: boolean;
}

const curves = new Map<string, (share: number) => number>();

/** How far a motion has come, 0…1, when so much of the film is over. */
export function travelled({ ease, back }: Travel, progress: number): number {
  const curve = curveOf(ease);
  if (!back) return curve(progress);
  return curve(progress < 0.5 ? 2 * progress : 2 - 2 * progress);
}

/** A curve is made once. */
function curveOf(ease: string): (share: number) => number {
  const known = curves.get(ease);
  if (known !== undefined) return known;
  const curve = bezier(...(readEase(ease) ?? [0, 0, 1, 1]));
  curves.set(ease, curve);
  return curve;
}
