import type { Parameter } from '../core/values/parameter.ts';
import { BACK, EASE, travelled, type Travel } from './ease.ts';
import type { Place } from '../core/values/value-text.ts';
import type { Edge, Motion } from './motion.ts';
import { ABOUT, allAround, edgesParameter, pointOf } from './parameters.ts';
import { between, turnAndScale } from './transform.ts';

interface Zoom extends Travel {
  readonly from: number;
  readonly to: number;
  readonly about: Place;
  readonly edges: Edge;
}

const FROM: Parameter = {
  name: 'from',
  kind: 'float',
  default: 1,
  min: 0.01,
  max: 100,
  label: 'From',
  summary: 'how large the picture is at the beginning; 1: as it is, 2: twice as large',
  slider: { min: 0.25, max: 4, step: 0.05 },
  tier: 'essential',
};
const TO: Parameter = {
  ...FROM,
  name: 'to',
  default: 1.3,
  label: 'To',
  summary: 'how large it is at the end',
};

/** Grows by the same factor from frame to frame, which is what the eye takes for even. */
export const zoom: Motion<Zoom> = {
  name: 'zoom',
  label: 'Zoom',
  summary: 'grows or shrinks evenly about a point',
  parameters: [FROM, TO, ABOUT, EASE, BACK, edgesParameter('mirror')],
  edges: ({ edges }) => allAround(edges),
  place(values, { progress }, image, out) {
    const scale = between(values.from, values.to, travelled(values, progress));
    return turnAndScale(out, pointOf(values.about, image), scale, 0, image);
  },
  loop({ from, to, back }) {
    if (from === to) return 1;
    return back ? 'film' : 'open';
  },
};
