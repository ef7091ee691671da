import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRolled } from '../../src/codecs/h264-rolled/film.ts';
import { type RolledFilm, writeRolled } from '../../src/codecs/h264-rolled/index.ts';
import { codeKeyPicture } from '../../src/codecs/h264-rolled/key-picture.ts';
import { createPicture } from '../../src/codecs/h264-rolled/picture.ts';
import { ROUNDING } from '../../src/codecs/h264-rolled/quantiser.ts';
import { Slice } from '../../src/codecs/h264-rolled/slice.ts';
import { cutWindow, type ImagePlanes } from '../../src/codecs/h264-rolled/window.ts';
import { decodeWithFfmpeg, makeFilm, makeImage, whole } from '../rolled-film.ts';

fc.configureGlobal({ seed: 20261129 });

/** What the coder goes on from, as shown: I420. */
function keptBy(film: RolledFilm, image: ImagePlanes, qp: number): Uint8Array {
  const quantiser = { qp, rounding: ROUNDING.cheap };
  const plan = planRolled(film);
  if (typeof plan === 'string') throw new Error(plan);
  const { geometry } = plan;
  const picture = createPicture(geometry.columns, geometry.rows);
  cutWindow(image, geometry, 0, 0, picture);
  codeKeyPicture(picture, geometry, quantiser, new Slice(picture.kernel));
  const { luma, chroma } = picture.decoded;
  const { width, height } = film.size;
  const cropped = (plane: Uint8Array, part: 1 | 2) =>
    Array.from({ length: height / part }, (_, y) => {
      const at = (y * 16 * geometry.columns) / part;
      return plane.subarray(at, at + width / part);
    });
  return Buffer.concat([luma, ...chroma].flatMap((plane, p) => cropped(plane, p === 0 ? 1 : 2)));
}

describe('a key picture', () => {
  it('is decoded as its coder has it, sample for sample, whatever its size, its grain and its QP', async () => {
    const side = fc.integer({ min: 8, max: 70 }).map((half) => 2 * half);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ width: side, height: side }),
        fc.record({ x: fc.constantFrom(0, 2, -4), y: fc.constantFrom(0, 2) }),
        fc.integer({ min: 10, max: 51 }),
        fc.constantFrom(0, 5, 40, 255),
        async (size, step, qp, grain) => {
          const film = makeFilm({
            size,
            step: { x: whole(step.x), y: whole(step.y) },
            frameCount: 2,
            quality: qp,
          });
          const image = makeImage(size, grain);
          const kept = keptBy(film, image, qp);
          let decoded = Buffer.alloc(0);
          await decodeWithFfmpeg(writeRolled(film, [image, image]), size, (frame, n) => {
            if (n === 0) decoded = Buffer.from(frame);
          });
          expect(decoded.equals(kept)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
