import { beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/cli/session/session.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { readMotions } from '../../src/motions/motion-text.ts';
import { openJob, sharedSession } from '../session.ts';
import { flicker, lanczos, writing, zonePlate } from './flicker.ts';
import { difference, drawStill, fromPng, noise, type Pixels, toPng } from './pixels.ts';
import { resize } from './skimage-resize.ts';

let session: Session;
beforeAll(async () => {
  session = await sharedSession();
});

/** The middle square of a picture. */
function middle({ width, height, channels, data }: Pixels, side: number): Pixels {
  const [left, top] = [(width - side) / 2, (height - side) / 2];
  const rows = Array.from({ length: side }, (_, y) => {
    const from = ((top + y) * width + left) * channels;
    return data.subarray(from, from + side * channels);
  });
  return { width: side, height: side, channels, data: Buffer.concat(rows) };
}

/** Levels of noise by which it may differ: the second level is filtered twice by half as much. */
const MOST: Readonly<Record<number, number>> = { 2: 3, 4: 12 };

describe('a picture that is drawn smaller', () => {
  it.each(Object.keys(MOST).map(Number))('by %i is resampled as a size is', async (times) => {
    // It begins at its own size, and its second frame is half way.
    const spec = { motions: readMotions(`zoom:to=${1 / times ** 2}`), frames: 2 };
    const picture = noise({ width: 192, height: 128 }, 5);
    const shrunk = await drawStill(session, spec, picture, 1);
    const whole = resize(picture, { width: 192 / times, height: 128 / times });
    // Beyond its edges a motion goes on in another way than a filter.
    const off = difference(middle(shrunk, 24), middle(whole, 24));
    expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(MOST[times] ?? 0);
  });

  it('is drawn so by both renderers', async () => {
    const picture = noise({ width: 97, height: 61 }, 3);
    const spec = { motions: readMotions('tilt:yaw=40,distance=2 + zoom:to=0.3'), frames: 20 };
    const other = await sharedSession('swiftshader');
    const drawn = await drawStill(session, spec, picture, 15);
    const off = difference(await drawStill(other, spec, picture, 15), drawn);
    expect(off.largest, `worst: ${off.where}`).toBeLessThanOrEqual(2);
  });

  it('is filtered so only where the film ever shrinks it', () => {
    const size = { width: 640, height: 480 };
    const shrinks = (motions: string, more: SpecInput = {}) =>
      planRender(parseSpec({ motions: readMotions(motions), ...more }), size).shrinks;
    expect(shrinks('roll')).toBe(false);
    expect(shrinks('roll:step=0.5', { layout: 'figure' })).toBe(false);
    expect(shrinks('zoom:to=4')).toBe(false);
    expect(shrinks('rotate')).toBe(false);
    expect(shrinks('kenburns', { canvas: '9:16' })).toBe(false);
    expect(shrinks('zoom:to=0.5', { filter: 'nearest' })).toBe(false);
    expect(shrinks('zoom:to=0.5')).toBe(true);
    expect(shrinks('tilt:yaw=40')).toBe(true);
    expect(shrinks('mirror-tile:tiles=3 + zoom:from=1,to=2')).toBe(true);
  });
});

const SIDE = 256;
const LENGTH = 300;
/** Frames at which flicker is looked at; with all of them, the means are the same within a tenth. */
const EVERY = 40;

describe.each([
  ['a zone plate', zonePlate(SIDE)],
  ['fine writing', writing(SIDE)],
])('%s', (_, picture) => {
  it('flickers no more, zoomed out to a quarter, than frames resampled one by one', async () => {
    const spec = { motions: readMotions('zoom:to=0.25'), frames: LENGTH };
    await openJob(session, spec, toPng(picture));
    const plan = planRender(parseSpec(spec), picture);
    const scaleAt = (index: number) => 0.25 ** frameAt(index, plan).progress;
    let [ours, theirs] = [0, 0];
    for (let index = 10; index < LENGTH - 2; index += EVERY) {
      const three = [index, index + 1, index + 2];
      const drawn: Pixels[] = [];
      for (const each of three) drawn.push(fromPng(await session.still(each)));
      const scaled = three.map((each) => lanczos(picture, scaleAt(each), SIDE / 4));
      ours += flicker(drawn, SIDE / 4);
      theirs += flicker(scaled, SIDE / 4);
    }
    expect(ours).toBeLessThanOrEqual(theirs);
    // Nor is it still because nothing is left to be seen.
    expect(ours).toBeGreaterThan(0.5 * theirs);
  });
});
