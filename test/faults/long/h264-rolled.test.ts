import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuses, writeRolled } from '../../../src/codecs/h264-rolled/index.ts';
import { QUALITY_NAMES } from '../../../src/core/quality.ts';
import {
  decodeWithFfmpeg,
  findStrayFrames,
  isRolled,
  makeFilm,
  makeFrames,
  whole,
} from '../../rolled-film.ts';

fc.configureGlobal({ seed: 20261127 });

describe('a film written as vectors, at length', () => {
  it('shows its key frames from other places, whatever its size, steps and length', async () => {
    const side = fc.oneof(
      fc.integer({ min: 8, max: 60 }).map((half) => 2 * half),
      fc.integer({ min: 1, max: 10 }).map((sixteenth) => 16 * sixteenth),
    );
    const pixels = fc
      .oneof(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -3000, max: 3000 }))
      .map(whole);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ width: side, height: side }),
        fc.record({ x: pixels, y: pixels }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(...QUALITY_NAMES),
        fc.integer({ min: 0, max: 255 }),
        async (size, step, frameCount, keyInterval, quality, grain) => {
          const film = makeFilm({ size, step, frameCount, keyInterval, quality });
          fc.pre(refuses(film) === undefined);
          expect(await findStrayFrames(film, grain)).toEqual([]);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    [2048, 2048],
    [1920, 1080],
    [1366, 768],
  ])('does so at %i x %i', async (width, height) => {
    // Down, vectors reach over 512 lines.
    const y = height % 16 === 0 ? -29 : 0;
    const step = { x: whole(101), y: whole(y) };
    const film = makeFilm({ size: { width, height }, step, frameCount: 13, keyInterval: 10 });
    expect(await findStrayFrames(film, 20)).toEqual([]);
  });

  it('goes on behind 65,536 frames, with as few key frames as counting allows', async () => {
    const size = { width: 32, height: 32 };
    const film = makeFilm({
      size,
      frameCount: 70_000,
      keyInterval: 100_000,
      step: { x: whole(1), y: whole(-1) },
    });
    const images = makeFrames(film, 30);
    const keys = [...writeRolled(film, images).chunks].map(({ key }) => key);
    let key = new Uint8Array();
    let keyIndex = 0;
    const stray: number[] = [];
    const count = await decodeWithFfmpeg(writeRolled(film, images), size, (frame, index) => {
      if (keys[index]) [key, keyIndex] = [Uint8Array.from(frame.subarray(0, 32 * 32)), index];
      const distance = index - keyIndex;
      if (!isRolled(key, frame, size, distance, -distance)) stray.push(index);
    });
    expect(count).toBe(film.frameCount);
    expect(stray).toEqual([]);
  });
});
