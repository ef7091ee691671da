import { mat3 } from 'gl-matrix';
import type { Parameter } from '../core/values/parameter.ts';
import { secondsAt } from '../core/timeline.ts';
import type { Place } from '../core/values/value-text.ts';
import { BACK, EASE, travelled, type Travel } from './ease.ts';
import type { Motion, Shown } from './motion.ts';
import { allAround } from './parameters.ts';
import { between } from './transform.ts';

export interface KenBurns extends Travel {
  readonly from: Place;
  readonly to: Place;
  readonly start: number;
  readonly end: number;
  readonly most: number;
  readonly picture: number;
}

const FROM: Parameter = {
  name: 'from',
  kind: 'position',
  default: 'auto',
  auto: true,
  label: 'From',
  summary:
    'where in the picture the first box is; auto: beside what draws most attention, which is in it',
  tier: 'essential',
};
const TO: Parameter = {
  ...FROM,
  name: 'to',
  label: 'To',
  summary: 'where the last one is; auto: around what draws most attention',
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

const MOST: Parameter = {
  name: 'most',
  kind: 'float',
  default: 0.25,
  min: 0.001,
  max: 100,
  unit: 'frames/s',
  label: 'Fastest',
  summary:
    'how much of the frame anything in it goes past in a second, on average; what would be faster ends sooner on its way',
  slider: { min: 0.01, max: 1, step: 0.01 },
  tier: 'advanced',
};
const PICTURE: Parameter = {
  name: 'picture',
  kind: 'int',
  default: 0,
  min: 0,
  max: 999_999,
  label: 'Picture',
  summary:
    'which picture of a show it is: every other one goes from the last box to the first, and auto comes from another side for each',
  tier: 'advanced',
};

/** How far beside the point of interest the middle of the first box is, in its sides: the point stays well inside. */
const BESIDE = 0.2;
/** From picture to picture the side changes by this much, so that no two of a few are alike: the golden angle. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** The side of the first one: from the left and above. */
const FIRST_ANGLE = Math.PI * 1.2;

/** What the frame shows at one moment: the middle of a box, and how much smaller than the frame it is. */
export interface Box {
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
  parameters: [FROM, TO, START, END, EASE, BACK, MOST, PICTURE],
  edges: () => allAround('clamp'),
  place(values, { progress }, image, out) {
    const { window } = image;
    const [first, last] = boxesOf(values, image);
    const share = travelled(values, progress) * reachOf(first, last, values, image);
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
  loop(values, image) {
    const [first, last] = boxesOf(values, image);
    if (first.scale === last.scale && first.x === last.x && first.y === last.y) return 1;
    return values.back ? 'film' : 'open';
  },
};

function boxesOf(values: KenBurns, image: Shown): [first: Box, last: Box] {
  const [from, to] = placeBoxes(values, image);
  return values.picture % 2 === 0 ? [from, to] : [to, from];
}

/** The boxes that its values name, in shares of the image. */
export function placeBoxes(
  { from, to, start, end, picture }: KenBurns,
  image: Pick<Shown, 'window' | 'focus'>,
): [from: Box, to: Box] {
  const angle = FIRST_ANGLE + picture * GOLDEN_ANGLE;
  const beside = [BESIDE * Math.cos(angle), BESIDE * Math.sin(angle)] as const;
  return [boxAt(from, start, image, beside), boxAt(to, end, image, [0, 0])];
}

/** @param beside how far its middle is from the point of interest, in its own sides, where it goes by that */
function boxAt(
  place: Place,
  scale: number,
  { window, focus }: Pick<Shown, 'window' | 'focus'>,
  beside: readonly [number, number],
): Box {
  const width = window.width / scale;
  const height = window.height / scale;
  if (place === 'auto') {
    return {
      x: within(focus[0] + beside[0] * width, width),
      y: within(focus[1] + beside[1] * height, height),
      scale,
    };
  }
  const [x, y] = place;
  return { x: x * (1 - width) + width / 2, y: y * (1 - height) + height / 2, scale };
}

/** The middle of a box that stays in the image, as near as that can be. */
function within(middle: number, length: number): number {
  return Math.min(1 - length / 2, Math.max(length / 2, middle));
}

/** How much of the way is gone, so that nothing in the frame is faster than it may be. */
function reachOf(first: Box, last: Box, { most, back }: KenBurns, image: Shown): number {
  const { pace, window } = image;
  const seconds = secondsAt(pace.cycle, pace.fps) / (back ? 2 : 1);
  const scale = Math.sqrt(first.scale * last.scale);
  const moved = Math.hypot(
    ((last.x - first.x) * scale) / window.width,
    ((last.y - first.y) * scale) / window.height,
  );
  // A corner is half a frame from the middle.
  const grown = Math.abs(Math.log(last.scale / first.scale)) / 2;
  return Math.min(1, (most * seconds) / Math.max(moved + grown, 1e-9));
}

/** The middle goes as far as the box shrinks; where it doesn't, evenly. */
function wayBetween(first: number, last: number, scale: number, share: number): number {
  if (Math.abs(last - first) < 1e-9 * first) return share;
  return (1 / scale - 1 / first) / (1 / last - 1 / first);
}
