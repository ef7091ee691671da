import type { Parameter } from '../core/values/parameter.ts';
import type { Edge, Motion } from './motion.ts';
import { allAround, edgesParameter, TIMES } from './parameters.ts';
import { shift } from './transform.ts';

interface Orbit {
  readonly radius: number;
  readonly times: number;
  readonly reverse: boolean;
  readonly edges: Edge;
}

const RADIUS: Parameter = {
  name: 'radius',
  kind: 'float',
  default: 0.05,
  min: 0,
  max: 1,
  label: 'Radius',
  summary: "of the circle, as a share of the frame's shorter side",
  slider: { min: 0, max: 0.5, step: 0.01 },
  tier: 'essential',
};
const REVERSE: Parameter = {
  name: 'reverse',
  kind: 'bool',
  default: false,
  label: 'The other way',
  summary: 'go round to the left',
  tier: 'advanced',
};

/** The picture keeps upright. */
export const orbit: Motion<Orbit> = {
  name: 'orbit',
  label: 'Orbit',
  summary: 'goes round in a circle, upright',
  parameters: [RADIUS, TIMES, REVERSE, edgesParameter('mirror')],
  edges: ({ edges }) => allAround(edges),
  place({ radius, times, reverse }, { progress }, { width, height, window }, out) {
    const angle = 2 * Math.PI * ((times * progress) % 1);
    // px of the image
    const reach = radius * Math.min(window.width * width, window.height * height);
    const x = (reach * Math.cos(angle)) / width;
    const y = (reach * Math.sin(angle)) / height;
    return shift(out, x, reverse ? -y : y);
  },
  loop: ({ radius }) => (radius === 0 ? 1 : 'film'),
};
