import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { tries } from '../faults/tries.ts';
import { anotherSession, openJob, sharedSession } from '../session.ts';
import { difference, drawStill, fromPng, noise, toPng } from './pixels.ts';
import { roll } from './reference.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

const SIZES = [
  [1, 1],
  [1, 7],
  [7, 1],
  [2, 2],
  [3, 5],
  [17, 13],
  [97, 101],
  [257, 3],
  [4097, 3],
  [3, 4097],
] as const;
/** What is added up, and what is wrapped: each step at a near frame and at a far one. */
const PLACES = [
  [1, [1, 12_345]],
  [-3, [1, 10_000_000]],
  [0, [12_345]],
  [12_346, [0, 10_000_000]],
] as const;

describe('a rolled frame is numpy.roll(image, frame * step, axis), texel for texel', () => {
  describe.each(['x', 'y'] as const)('along %s', (axis) => {
    it.each(SIZES)('%dx%d', async (width, height) => {
      const picture = noise({ width, height }, width * 5000 + height);
      for (const [step, frames] of PLACES) {
        await openJob(session, { motion: { kind: 'roll', step, axis } }, toPng(picture));
        for (const index of frames) {
          const still = fromPng(await session.still(index));
          const off = difference(still, roll(picture, index * step, axis));
          expect(off, `step ${step}, frame ${index}`).toMatchObject({ largest: 0 });
        }
      }
    });
  });

  it('for any size, step and frame', async () => {
    const jobs = fc.record({
      width: fc.integer({ min: 1, max: 300 }),
      height: fc.integer({ min: 1, max: 60 }),
      step: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      axis: fc.constantFrom('x' as const, 'y' as const),
      index: fc.integer({ min: 0, max: 10_000_000 }),
      seed: fc.integer(),
    });
    const holds = fc.asyncProperty(jobs, async ({ width, height, step, axis, index, seed }) => {
      const picture = noise({ width, height }, seed);
      const still = await drawStill(
        session,
        { motion: { kind: 'roll', step, axis } },
        picture,
        index,
      );
      const off = difference(still, roll(picture, index * step, axis));
      expect(off).toMatchObject({ largest: 0 });
    });
    await fc.assert(holds, { seed: 20_261_122, numRuns: tries(12, 50) });
  });
});

describe('a frame depends on its index alone', () => {
  const spec = {
    motion: { kind: 'roll', step: 1.25 },
    layout: 'figure',
    canvas: { width: 160, height: 120 },
    title: 'Frame {f:3d} of {n}, {t:.2f} s',
  } as const;
  const picture = toPng(noise({ width: 61, height: 47 }, 5));
  const indices = [0, 1, 2, 3, 9, 48, 10_000_000];

  const draw = async (order: readonly number[]) => {
    await openJob(session, spec, picture);
    const drawn = new Map<number, string>();
    for (const index of order) drawn.set(index, (await session.still(index)).toString('base64'));
    return drawn;
  };

  it('so any order and any subset give the same files', async () => {
    const forwards = await draw(indices);
    const orders = [indices.toReversed(), [3, 0, 10_000_000, 9, 0], [48], [48, 48, 2]];
    for (const order of orders) {
      for (const [index, file] of await draw(order)) expect(file).toBe(forwards.get(index));
    }
    expect(new Set(forwards.values()).size).toBe(indices.length);
  });

  it('so another browser gives the same files', async () => {
    const forwards = await draw(indices);
    const other = await anotherSession();
    await openJob(other, spec, picture);
    for (const index of [9, 0]) {
      expect((await other.still(index)).toString('base64')).toBe(forwards.get(index));
    }
  });
});
