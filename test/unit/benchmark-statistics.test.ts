import { describe, expect, it } from 'vitest';
import {
  interleave,
  pairedSpeedups,
  seededRandom,
  summarise,
} from '../../benchmarks/statistics.ts';

describe('a summary of runs', () => {
  it('gives the median and the quartiles', () => {
    expect(summarise([4, 1, 3, 2, 5])).toEqual({ median: 3, lower: 2, upper: 4, runs: 5 });
    expect(summarise([1, 2])).toEqual({ median: 1.5, lower: 1.25, upper: 1.75, runs: 2 });
    expect(summarise([7])).toEqual({ median: 7, lower: 7, upper: 7, runs: 1 });
  });

  it('does not let one slow run count', () => {
    expect(summarise([1, 1, 1, 1, 100]).median).toBe(1);
  });

  it('needs a run', () => {
    expect(() => summarise([])).toThrow('no values');
  });
});

describe('speedups', () => {
  it('are of the same round: a slow machine slows both', () => {
    expect(pairedSpeedups([1, 10, 2], [2, 20, 4])).toEqual([2, 2, 2]);
  });

  it('are not taken from runs that have no counterpart', () => {
    expect(() => pairedSpeedups([1, 2], [1])).toThrow('2 runs against 1');
  });
});

describe('rounds', () => {
  const orders = (seed: number) => [...interleave(['a', 'b', 'c', 'd'], 20, seededRandom(seed))];

  it('have every contestant once', () => {
    for (const order of orders(1)) expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('change who follows whom', () => {
    expect(new Set(orders(1).map((order) => order.join(''))).size).toBeGreaterThan(8);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(orders(1)).toEqual(orders(1));
    expect(orders(1)).not.toEqual(orders(2));
  });
});
