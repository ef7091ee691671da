import type { SpecOption } from './option.ts';

/** Settings of films of several pictures. */
export const SHOW_OPTIONS: readonly SpecOption[] = [
  {
    name: 'each',
    kind: 'float',
    argument: 's',
    summary: 'of several pictures: seconds from one to the next',
    default: '4, or as --duration says',
    conflicts: ['frames', 'duration'],
    label: 'Each',
    group: 'timing',
    unit: 's',
    field: 'each',
    tier: 'essential',
    scope: 'show',
  },
  {
    name: 'transition',
    kind: 'transitions',
    argument: 'name:duration=s,…',
    summary:
      'how one goes over into the next: fade, wipe, iris, dissolve or random (seed=…, of=all), a shader’s path, or the name of one of gl-transitions where that package is installed; given again, they take turns',
    default: 'fade, of 1 s, or half of its picture’s time where that is less',
    label: 'Transitions',
    group: 'timing',
    field: 'transitions',
    tier: 'essential',
    scope: 'show',
  },
  {
    name: 'closed',
    kind: 'bool',
    argument: 'on',
    summary: 'the last picture goes over into the first, so that the film closes',
    default: 'off',
    label: 'Closed',
    group: 'timing',
    field: 'closed',
    tier: 'essential',
    scope: 'show',
  },
];
