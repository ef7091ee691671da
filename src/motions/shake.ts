import type { Parameter } from '../core/values/parameter.ts';
import type { Edge, Motion } from './motion.ts';
import { allAround, edgesParameter } from './parameters.ts';
import { radians, turnAndScale } from './transform.ts';
import { mat3 } from 'gl-matrix';

interface Shake {
  readonly by: number;
  readonly turn: number;
  readonly times: number;
  readonly seed: number;
  readonly edges: Edge;
}

const BY: Parameter = {
  name: 'by',
  kind: 'float',
  default: 0.01,
  min: 0,
  max: 0.5,
  label: 'By',
  summary: "how far at most, as a share of the frame's shorter side",
  slider: { min: 0, max: 0.1, step: 0.005 },
  tier: 'essential',
};
const TURN: Parameter = {
  name: 'turn',
  kind: 'float',
  default: 0.5,
  min: 0,
  max: 45,
  unit: '°',
  label: 'Turn',
  summary: 'how far it turns at most',
  slider: { min: 0, max: 5, step: 0.1 },
  tier: 'essential',
};
const TIMES: Parameter = {
  name: 'times',
  kind: 'int',
  default: 16,
  min: 1,
  max: 1000,
  unit: 'times',
  label: 'Times',
  summary: 'how often it shakes at most, from the beginning of the film to its end',
  slider: { min: 1, max: 100, step: 1 },
  tier: 'essential',
};
const SEED: Parameter = {
  name: 'seed',
  kind: 'int',
  default: 1,
  min: 0,
  max: 999_999,
  label: 'Seed',
  summary: 'another number shakes otherwise; the same one always alike',
  tier: 'advanced',
};

/** How many waves a shake is the sum of, each of which fits the film a whole number of times. */
const WAVES = 5;
/** The slowest wave comes by this share of the fastest. */
const SLOWEST = 0.25;

/** A hand that holds the camera: nothing in it is quicker than `times`, and the film closes. */
export const shake: Motion<Shake> = {
  name: 'shake',
  label: 'Shake',
  summary: 'shakes as a camera in a hand does, always alike for the same seed',
  parameters: [BY, TURN, TIMES, SEED, edgesParameter('mirror')],
  turns: ({ turn }) => turn !== 0,
  edges: ({ edges }) => allAround(edges),
  place({ by, turn, times, seed }, { progress }, image, out) {
    const { width, height, window } = image;
    const reach = by * Math.min(window.width * width, window.height * height);
    const [x, y, angle] = [0, 1, 2].map((track) => waves(seed * 3 + track, times, progress));
    const centre = [window.x + window.width / 2, window.y + window.height / 2] as const;
    turnAndScale(out, centre, 1, radians(turn * (angle ?? 0)), image);
    return mat3.translate(out, out, [(-reach * (x ?? 0)) / width, (-reach * (y ?? 0)) / height]);
  },
  loop: ({ by, turn }) => (by === 0 && turn === 0 ? 1 : 'film'),
};

/** A sum of waves, -1…1, that is back where it began at the end of the film. */
function waves(seed: number, times: number, progress: number): number {
  const random = randomFrom(seed);
  let sum = 0;
  for (let n = 0; n < WAVES; n++) {
    const span = SLOWEST + ((1 - SLOWEST) * (n + random())) / WAVES;
    const cycles = Math.max(1, Math.floor(span * times));
    sum += Math.sin(2 * Math.PI * (((cycles * progress) % 1) + random()));
  }
  return sum / WAVES;
}

/** Mulberry32 (Tommy Ettinger, public domain): the same numbers, 0…1, on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
