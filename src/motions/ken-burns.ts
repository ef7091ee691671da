import { mat3 } from 'gl-matrix';
import type { Parameter } from '../core/parameter.ts';
import { BACK, EASE, travelled, type Travel } from './ease.ts';
import type { Motion, Window } from './motion.ts';
import { allAround } from './parameters.ts';
import { between } from './transform.ts';

interface KenBurns extends Travel {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly start: number;
  readonly end: number;
}

const FROM: Parameter = {
  name: 'from',
  kind: 'position',
  default: [0.4, 0.5],
  label: 'From',
  summary: 'where in the picture the first box is',
  tier: 'essential',
};
const TO: Parameter = {
  ...FROM,
  name: 'to',
  default: [0.6, 0.4],
  label: 'To',
  summary: 'where the last one is',
};
const START: Parameter = {
  name: 'start',
  kind: 'float',
  default: 1.05,
  min: 1,
  max: 100,
  label: 'Start',
  summary: 'how much larger the picture is shown in the first box',
  slider: { min: 1, max: 4, step: 0.05 },
  tier: 'essential',
};
const END: Parameter = {
  ...START,
  name: 'end',
  default: 1.3,
  label: 'End',
  summary: 'how much larger it is shown in the last one',
};

/** What the frame shows at one moment: the middle of a box, and how much smaller than the frame it is. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/**
 * From one box to another, both within the picture. All in between is one zoom about the one point that
 * both boxes have at the same place; moved and enlarged each by itself the picture would swing.
 */
export const kenBurns: Motion<KenBurns> = {
  name: 'kenburns',
  label: 'Ken Burns',
  summary: 'goes evenly from one box of the picture to another, and stays within it',
  parameters: [FROM, TO, START, END, EASE, BACK],
  edges: () => allAround('clamp'),
  place(values, { progress }, { window }, out) {
    const share = travelled(values, progress);
    const first = boxAt(values.from, values.start, window);
    const last = boxAt(values.to, values.end, window);
    const scale = between(first.scale, last.scale, share);
    const way = wayBetween(first.scale, last.scale, scale, share);
    mat3.fromTranslation(out, [
      first.x + (last.x - first.x) * way,
      first.y + (last.y - first.y) * way,
    ]);
    mat3.scale(out, out, [1 / scale, 1 / scale]);
    return mat3.translate(out, out, [
      -(window.x + window.width / 2),
      -(window.y + window.height / 2),
    ]);
  },
  loop({ from, to, start, end, back }, { window }) {
    const first = boxAt(from, start, window);
    const last = boxAt(to, end, window);
    if (first.scale === last.scale && first.x === last.x && first.y === last.y) return 1;
    return back ? 'film' : 'open';
  },
};

function boxAt([x, y]: readonly [number, number], scale: number, window: Window): Box {
  const width = window.width / scale;
  const height = window.height / scale;
  return { x: x * (1 - width) + width / 2, y: y * (1 - height) + height / 2, scale };
}

/** The middle goes as far as the box shrinks; where it doesn't, evenly. */
function wayBetween(first: number, last: number, scale: number, share: number): number {
  if (Math.abs(last - first) < 1e-9 * first) return share;
  return (1 / scale - 1 / first) / (1 / last - 1 / first);
}
