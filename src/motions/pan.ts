import { mat3 } from 'gl-matrix';
import type { Parameter } from '../core/values/parameter.ts';
import { BACK, EASE, travelled, type Travel } from './ease.ts';
import type { Motion } from './motion.ts';

interface Pan extends Travel {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly zoom: number;
}

const FROM: Parameter = {
  name: 'from',
  kind: 'position',
  default: [0, 0.5],
  label: 'From',
  summary: 'where in the picture it begins',
  tier: 'essential',
};
const TO: Parameter = {
  ...FROM,
  name: 'to',
  default: [1, 0.5],
  label: 'To',
  summary: 'where it ends',
};
const ZOOM: Parameter = {
  name: 'zoom',
  kind: 'float',
  default: 1.25,
  min: 1,
  max: 100,
  label: 'Zoom',
  summary: 'how much larger the picture is shown, which gives it room to move',
  slider: { min: 1, max: 4, step: 0.05 },
  tier: 'essential',
};

/** The frame goes over the picture in a straight line, and never beyond its edges. */
export const pan: Motion<Pan> = {
  name: 'pan',
  label: 'Pan',
  summary: 'goes over the picture in a straight line, and stays within it',
  parameters: [FROM, TO, ZOOM, EASE, BACK],
  edges: () => ({ x: 'clamp', y: 'clamp' }),
  place(values, { progress }, { window }, out) {
    const { from, to, zoom } = values;
    const share = travelled(values, progress);
    const x = from[0] + (to[0] - from[0]) * share;
    const y = from[1] + (to[1] - from[1]) * share;
    // The place is one in what the frame doesn't show of the picture: 0 at its first edge, 1 at its last.
    mat3.fromTranslation(out, [
      x * (1 - window.width / zoom) - window.x / zoom,
      y * (1 - window.height / zoom) - window.y / zoom,
    ]);
    return mat3.scale(out, out, [1 / zoom, 1 / zoom]);
  },
  loop({ from, to, zoom, back }, { window }) {
    const stands =
      (to[0] - from[0]) * (1 - window.width / zoom) === 0 &&
      (to[1] - from[1]) * (1 - window.height / zoom) === 0;
    if (stands) return 1;
    return back ? 'film' : 'open';
  },
};
