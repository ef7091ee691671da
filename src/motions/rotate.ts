import type { Parameter } from '../core/values/parameter.ts';
import { BACK, EASE, travelled, type Travel } from './ease.ts';
import type { Place } from '../core/values/value-text.ts';
import type { Edge, Motion } from './motion.ts';
import { ABOUT, allAround, edgesParameter, pointOf } from './parameters.ts';
import { radians, turnAndScale } from './transform.ts';

interface Rotate extends Travel {
  /** Degrees */
  readonly from: number;
  readonly to: number;
  readonly about: Place;
  readonly edges: Edge;
}

const FROM: Parameter = {
  name: 'from',
  kind: 'float',
  default: 0,
  min: -36_000,
  max: 36_000,
  unit: '°',
  label: 'From',
  summary: 'how far it is turned at the beginning; negative turns go to the left',
  slider: { min: -180, max: 180, step: 1 },
  tier: 'essential',
};
const TO: Parameter = {
  ...FROM,
  name: 'to',
  default: 360,
  label: 'To',
  summary: 'how far it is turned at the end',
  slider: { min: -720, max: 720, step: 5 },
};

export const rotate: Motion<Rotate> = {
  name: 'rotate',
  label: 'Rotate',
  summary: 'turns about a point, to the right',
  parameters: [FROM, TO, ABOUT, EASE, BACK, edgesParameter('background')],
  turns: () => true,
  edges: ({ edges }) => allAround(edges),
  place(values, { progress }, image, out) {
    const { from, to, about } = values;
    const degrees = from + (to - from) * travelled(values, progress);
    // Whole turns are left out before they cost digits.
    const angle = radians(degrees % 360);
    return turnAndScale(out, pointOf(about, image), 1, angle, image);
  },
  loop({ from, to, back }) {
    if (from === to) return 1;
    return back || (to - from) % 360 === 0 ? 'film' : 'open';
  },
};
