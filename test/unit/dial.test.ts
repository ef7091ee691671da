import { expect, it } from 'vitest';
import { nearestTurn } from '../../src/page/controls/dial.ts';

it.for([
  [-170, 180, 190],
  [170, -180, -190],
  [90, 360, 450],
  [-90, 0, -90],
  [10, 3590, 3610],
  [20, 20, 20],
] as const)('a hand at %d° that comes from %d° has gone to %d°', ([pointed, before, angle]) => {
  expect(nearestTurn(pointed, before)).toBe(angle);
});
