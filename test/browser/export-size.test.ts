import { describe, expect, it } from 'vitest';
import type { FilmPlan } from '../../src/core/film-plan.ts';
import type { FrameRange } from '../../src/core/timeline.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import {
  type EncodedFrames,
  estimateBytes,
  sampleRanges,
} from '../../src/page/export/export-size.ts';
import { openJob, sharedSession } from '../session.ts';
import { paint, randomFrom, smooth, toPng } from './pixels.ts';

// What the page tells of a film's size before it is exported, beside what the film then has.

/** How far it may be off: it is promised within 15 %, and encoders differ. */
const MOST_OFF = 0.2;

/** Fine grain over wide waves, as photos have both. */
function photo() {
  const size = { width: 320, height: 200 };
  const { data } = smooth(size);
  const random = randomFrom(7);
  return paint(size, (x, y) => {
    const at = 3 * (y * size.width + x);
    const grain = 24 * (random() - 0.5) * (x > 160 ? 1 : 0.3);
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    return [red + grain, green + grain, blue + grain].map(Math.round) as [number, number, number];
  });
}

const FILMS: readonly (readonly [string, string, SpecInput])[] = [
  ['zoom:to=1.3', 'H.264', {}],
  ['kenburns', 'H.264, high', { quality: 'high' }],
  ['shake', 'H.264', {}],
  ['roll:step=1.3', 'H.264', {}],
  ['spiral', 'H.264, draft', { quality: 'draft' }],
  ['pan', 'VP9', { codec: 'vp9', format: 'webm' }],
  ['rotate', 'VP9, draft', { codec: 'vp9', format: 'webm', quality: 'draft' }],
  ['tilt', 'VP9', { codec: 'vp9', format: 'webm' }],
  ['sway', 'AV1', { codec: 'av1' }],
  ['kenburns:ease=ease-in-out', 'AV1, draft', { codec: 'av1', quality: 'draft' }],
];

describe('the size told of a film before it is made', () => {
  it.each(FILMS)('is about what it has: %s, %s', async (motion, _, how) => {
    const session = await sharedSession('swiftshader');
    const picture = toPng(photo());
    const encode = async (range?: FrameRange): Promise<EncodedFrames & { film: FilmPlan }> => {
      const spec = { ...how, canvas: { width: 256, height: 144 }, frames: 150, range };
      await openJob(session, { ...spec, motions: readMotions(motion) }, picture);
      const { film } = await session.startFilm();
      const groups: number[][] = [];
      for await (const { chunks } of session.gops())
        groups.push(chunks.map(({ data }) => data.byteLength));
      return { groups, film, file: groups.flat().reduce((all, each) => all + each, 0) };
    };
    const { film, file } = await encode();
    const encoded = [await encode({ first: 0, last: 0 })];
    // oxlint-disable-next-line no-await-in-loop -- a session has one job at a time
    for (const range of sampleRanges(film)) encoded.push(await encode(range));
    const off = estimateBytes(encoded, film) / file - 1;
    expect(Math.abs(off)).toBeLessThan(MOST_OFF);
  });
});
