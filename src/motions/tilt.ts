import { mat3 } from 'gl-matrix';
import type { Parameter } from '../core/values/parameter.ts';
import type { Edge, Motion, Shown } from './motion.ts';
import { allAround, edgesParameter, TIMES } from './parameters.ts';
import { radians } from './transform.ts';

interface Tilt {
  /** Degrees */
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
  readonly times: number;
  readonly edges: Edge;
}

const YAW: Parameter = {
  name: 'yaw',
  kind: 'float',
  default: 20,
  min: -45,
  max: 45,
  unit: '°',
  label: 'Yaw',
  summary: 'how far it turns to each side, about its upright middle',
  slider: { min: -45, max: 45, step: 1 },
  tier: 'essential',
};
const PITCH: Parameter = {
  ...YAW,
  name: 'pitch',
  default: 0,
  label: 'Pitch',
  summary: 'how far it leans forwards and back, about its level middle',
};
const DISTANCE: Parameter = {
  name: 'distance',
  kind: 'float',
  default: 4,
  min: 2,
  max: 100,
  label: 'Distance',
  summary: 'from the eye, in half diagonals of the frame; from nearer it looks deeper',
  slider: { min: 2, max: 20, step: 0.5 },
  tier: 'advanced',
};

/**
 * A card that swings before the eye, in perspective. From two half diagonals away, at 45° and 45°, all of
 * the frame still looks at the card and at nothing behind the eye.
 */
export const tilt: Motion<Tilt> = {
  name: 'tilt',
  label: 'Tilt',
  summary: 'swings in space, in perspective',
  parameters: [YAW, PITCH, DISTANCE, TIMES, edgesParameter('background')],
  projective: true,
  edges: ({ edges }) => allAround(edges),
  place({ yaw, pitch, distance, times }, { progress }, image, out) {
    const swing = Math.sin(2 * Math.PI * ((times * progress) % 1));
    const { width, height, window } = image;
    const centre = [
      (window.x + window.width / 2) * width,
      (window.y + window.height / 2) * height,
    ] as const;
    mat3.fromScaling(out, [1 / width, 1 / height]);
    mat3.translate(out, out, centre);
    mat3.multiply(
      out,
      out,
      plane(radians(yaw * swing), radians(pitch * swing), distance * halfDiagonal(image)),
    );
    mat3.translate(out, out, [-centre[0], -centre[1]]);
    return mat3.scale(out, out, [width, height]);
  },
  loop: ({ yaw, pitch }) => (yaw === 0 && pitch === 0 ? 1 : 'film'),
};

function halfDiagonal({ width, height, window }: Shown): number {
  return Math.hypot(window.width * width, window.height * height) / 2;
}

// A plain array, as it holds doubles: gl-matrix makes those only after it was told to.
const projection: mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/**
 * Where a ray from the eye through a place of the frame meets the turned plane, px from the middle.
 *
 * A point (u, v) of the plane stands at u·a + v·b, where a and b are its turned axes, and is seen at
 * d · (x, y) / (d + z). This is the inverse of that.
 */
function plane(yaw: number, pitch: number, distance: number): mat3 {
  const [cosYaw, sinYaw, cosPitch, sinPitch] = [
    Math.cos(yaw),
    Math.sin(yaw),
    Math.cos(pitch),
    Math.sin(pitch),
  ];
  const a = [cosYaw, 0, sinYaw] as const;
  const b = [sinYaw * sinPitch, cosPitch, -cosYaw * sinPitch] as const;
  mat3.set(
    projection,
    a[0] * distance,
    a[1] * distance,
    a[2],
    b[0] * distance,
    b[1] * distance,
    b[2],
    0,
    0,
    distance,
  );
  const inverse = mat3.invert(projection, projection) ?? mat3.identity(projection);
  // Above 0 in front of the eye, and 1 in the middle.
  return mat3.multiplyScalar(inverse, inverse, 1 / inverse[8]);
}
