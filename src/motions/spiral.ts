import type { Parameter } from '../core/values/parameter.ts';
import { BACK, EASE, travelled, type Travel } from './ease.ts';
import type { Place } from '../core/values/value-text.ts';
import type { Edge, Motion } from './motion.ts';
import { ABOUT, allAround, edgesParameter, pointOf } from './parameters.ts';
import { between, radians, turnAndScale } from './transform.ts';

interface Spiral extends Travel {
  readonly to: number;
  readonly turns: number;
  readonly about: Place;
  readonly edges: Edge;
}

const TO: Parameter = {
  name: 'to',
  kind: 'float',
  default: 2,
  min: 0.01,
  max: 100,
  label: 'To',
  summary: 'how large the picture is at the end; at the beginning it is as it is',
  slider: { min: 0.25, max: 4, step: 0.05 },
  tier: 'essential',
};
const TURNS: Parameter = {
  name: 'turns',
  kind: 'float',
  default: 1,
  min: -100,
  max: 100,
  unit: 'turns',
  label: 'Turns',
  summary: 'how often it turns on the way; negative turns go to the left',
  slider: { min: -4, max: 4, step: 0.25 },
  tier: 'essential',
};

export const spiral: Motion<Spiral> = {
  name: 'spiral',
  label: 'Spiral',
  summary: 'grows or shrinks as it turns',
  parameters: [TO, TURNS, ABOUT, EASE, BACK, edgesParameter('mirror')],
  turns: () => true,
  edges: ({ edges }) => allAround(edges),
  place(values, { progress }, image, out) {
    const share = travelled(values, progress);
    const angle = radians(360 * ((values.turns * share) % 1));
    const scale = between(1, values.to, share);
    return turnAndScale(out, pointOf(values.about, image), scale, angle, image);
  },
  loop({ to, turns, back }) {
    if (to === 1 && turns === 0) return 1;
    return back || (to === 1 && Number.isInteger(turns)) ? 'film' : 'open';
  },
};
