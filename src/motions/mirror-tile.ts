import type { Parameter } from '../core/values/parameter.ts';
import { mat3 } from 'gl-matrix';
import type { Motion } from './motion.ts';
import { allAround, pointOf, TIMES } from './parameters.ts';
import { turnAndScale } from './transform.ts';

interface MirrorTile {
  readonly tiles: number;
  readonly direction: 'x' | 'y' | 'both';
  readonly times: number;
  readonly reverse: boolean;
}

const TILES: Parameter = {
  name: 'tiles',
  kind: 'float',
  default: 2,
  min: 1,
  max: 50,
  label: 'Tiles',
  summary: 'how many pictures are seen each way',
  slider: { min: 1, max: 8, step: 0.5 },
  tier: 'essential',
};
const DIRECTION: Parameter = {
  name: 'direction',
  kind: 'choice',
  default: 'both',
  choices: ['x', 'y', 'both'],
  choiceLabels: { x: 'Horizontal', y: 'Vertical', both: 'Both' },
  label: 'Direction',
  summary: 'to the side (x), down (y), or both at once',
  tier: 'essential',
};
const REVERSE: Parameter = {
  name: 'reverse',
  kind: 'bool',
  default: false,
  label: 'The other way',
  summary: 'to the left and up',
  tier: 'advanced',
};

/** Beside each picture lies its mirror image, so that no seam is seen: two pictures on, all is as before. */
export const mirrorTile: Motion<MirrorTile> = {
  name: 'mirror-tile',
  label: 'Mirror tiles',
  summary: 'moves over the picture and its mirror images, laid side by side without a seam',
  parameters: [TILES, DIRECTION, TIMES, REVERSE],
  edges: () => allAround('mirror'),
  place({ tiles, direction, times, reverse }, { progress }, image, out) {
    const way = 2 * ((times * progress) % 1) * (reverse ? 1 : -1);
    mat3.fromTranslation(out, [direction === 'y' ? 0 : way, direction === 'x' ? 0 : way]);
    return mat3.multiply(
      out,
      out,
      turnAndScale(laid, pointOf([0.5, 0.5], image), 1 / tiles, 0, image),
    );
  },
  loop: () => 'film',
};

// A plain array, as it holds doubles: gl-matrix makes those only after it was told to.
const laid: mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];
