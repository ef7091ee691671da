import type { Parameter } from '../core/values/parameter.ts';
import type { Axis } from '../core/size.ts';
import type { Edge, Motion } from './motion.ts';
import { allAround, edgesParameter, TIMES } from './parameters.ts';
import { shift } from './transform.ts';

interface Sway {
  readonly by: number;
  readonly axis: Axis;
  readonly times: number;
  readonly edges: Edge;
}

const BY: Parameter = {
  name: 'by',
  kind: 'float',
  default: 0.05,
  min: 0,
  max: 1,
  label: 'By',
  summary: 'how far to each side, as a share of the frame',
  slider: { min: 0, max: 0.5, step: 0.01 },
  tier: 'essential',
};
const ALONG: Parameter = {
  name: 'axis',
  kind: 'choice',
  default: 'x',
  choices: ['x', 'y'],
  choiceLabels: { x: 'Horizontal', y: 'Vertical' },
  label: 'Axis',
  summary: 'to the sides (x) or up and down (y)',
  tier: 'essential',
};

export const sway: Motion<Sway> = {
  name: 'sway',
  label: 'Sway',
  summary: 'swings to one side and to the other, as a pendulum does',
  parameters: [BY, ALONG, TIMES, edgesParameter('mirror')],
  edges: ({ edges }) => allAround(edges),
  place({ by, axis, times }, { progress }, { window }, out) {
    const swing = by * Math.sin(2 * Math.PI * ((times * progress) % 1));
    return axis === 'x'
      ? shift(out, swing * window.width, 0)
      : shift(out, 0, swing * window.height);
  },
  loop: ({ by }) => (by === 0 ? 1 : 'film'),
};
