import type { Parameter } from '../core/values/parameter.ts';
import type { Place } from '../core/values/value-text.ts';
import type { Edge, Edges, Shown } from './motion.ts';

// What several motions have alike.

/** The point about which a motion turns or grows. */
export const ABOUT: Parameter = {
  name: 'about',
  kind: 'position',
  default: [0.5, 0.5],
  auto: true,
  label: 'About',
  summary: 'the point of the frame that stays where it is',
  tier: 'essential',
};

/** How often a motion comes back within the film. */
export const TIMES: Parameter = {
  name: 'times',
  kind: 'int',
  default: 1,
  min: 1,
  max: 1000,
  unit: 'times',
  label: 'Times',
  summary: 'how often, from the beginning of the film to its end',
  tier: 'essential',
};

const EDGES: Parameter = {
  name: 'edges',
  kind: 'choice',
  default: 'mirror',
  choices: ['repeat', 'mirror', 'clamp', 'background'],
  choiceLabels: {
    repeat: 'The picture again',
    mirror: 'Its mirror image',
    clamp: 'Its edge, drawn out',
    background: 'The background',
  },
  label: 'Edges',
  summary:
    'what is seen beyond the picture: the picture again, its mirror image, its edge, or the background',
  tier: 'advanced',
};

/** What is seen beyond the picture, where a motion shows that. */
export function edgesParameter(preset: Edge): Parameter {
  return { ...EDGES, default: preset };
}

/** The same edge all around. */
export function allAround(edge: Edge): Edges {
  return { x: edge, y: edge };
}

/** A point of the frame, in shares of it, as a place of the image; `auto` is one of that already. */
export function pointOf(
  place: Place,
  { window, focus }: Pick<Shown, 'window' | 'focus'>,
): readonly [number, number] {
  if (place === 'auto') return focus;
  const [x, y] = place;
  return [window.x + x * window.width, window.y + y * window.height];
}
