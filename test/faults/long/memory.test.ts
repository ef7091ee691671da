import { writeFile } from 'node:fs/promises';
import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { it, picture, type Place, type Running } from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { noise, toPng } from '../../browser/pixels.ts';
import { pngOfOneColour } from '../../png-of-one-colour.ts';
import { memoryOf } from '../memory-use.ts';

const MEGABYTE = 2 ** 20;
/** To look at a browser's processes takes a fiftieth of a second. */
const INTERVAL_MS = 150;
/** Between the middle and the end of a run, as `behindWarmUp` has them: so much of it. */
const SPAN = 0.3;
const SWIFTSHADER = ['--gl', 'swiftshader'];

describe('memory is bounded', () => {
  it('a bomb of 30,000×30,000 pixels is refused before it is decoded', async ({ place }) => {
    const bomb = await pngOfOneColour(30_000, 30_000);
    await writeFile(place.path('bomb.png'), bomb);
    const running = place.start(['render', 'bomb.png', '--size', '640x480']);
    const used = await watch(place, running);
    const says = /bomb\.png.*30000x30000 pixels, 900 million; at most 268 million/;
    expectExplained(await running.ended, { code: 'picture-too-large', says });
    // One grey byte a pixel would be 858 MB, four bytes of colour 3433 MB.
    expect(Math.max(...used) / MEGABYTE).toBeLessThan(800);
  });

  it('a picture of 100 million pixels is resampled', async ({ place }) => {
    await writeFile(place.path('large.png'), await pngOfOneColour(10_000, 10_000));
    const film = ['--size', '640x640', '--frames', '5', '--json'];
    const running = place.start(['render', 'large.png', ...film]);
    const used = await watch(place, running);
    const { stdout } = await running.ended;
    expect(JSON.parse(stdout)).toMatchObject({ frames: 5, width: 640, height: 640 });
    // Decoded it is 381 MB; the browser holds it a few times over while it makes it smaller.
    expect(Math.max(...used) / MEGABYTE).toBeLessThan(1600);
  });

  it('of many large pictures it is that of a few', async ({ place }) => {
    // 6 million pixels, as of a telephone, four bytes each; each file is another one for us.
    const photo = await pngOfOneColour(3000, 2000);
    const decoded = 3000 * 2000 * 4;
    const peakOf = async (count: number) => {
      const names = Array.from({ length: count }, (_, n) => `${count}-${n}.png`);
      for (const name of names) await writeFile(place.path(name), photo);
      const film = ['--canvas', '320x240', '--fps', '10', '--each', '0.5', '--json'];
      const times = ['--transition', 'fade:duration=0.2', '-o', `${count}.mp4`];
      const running = place.start(['render', ...names, ...film, ...times]);
      const used = await watch(place, running);
      const { stdout } = await running.ended;
      expect(JSON.parse(stdout)).toMatchObject({ frames: 5 * count });
      return Math.max(...used);
    };
    const few = await peakOf(4);
    // When garbage is swept moves a peak by a picture or two; kept, eight more would be eight more.
    expect((await peakOf(12)) - few).toBeLessThan(5 * decoded);
  });

  // A frame's planes are 29 kB; its rows in the tables of an MP4 are kept until its end, about 250 bytes as objects.
  it.for<[string, number, number, string[]]>([
    ['encoded', 30_000, 3000, []],
    ['of vectors', 400_000, 380, ['--step', '1', '--encoder', 'rolled']],
  ])('of a long film, %s, no frame is kept', async ([, frames, most, more], { place }) => {
    const film = ['render', picture('card-smooth.png'), '--size', '160x120', ...more];
    const count = ['--frames', String(frames), '--json'];
    const running = place.start([...film, ...count, ...SWIFTSHADER]);
    const used = await watch(place, running);
    const { stdout } = await running.ended;
    expect(JSON.parse(stdout)).toMatchObject({ frames });
    const { middle, end } = behindWarmUp(used);
    expect((end - middle) / (SPAN * frames)).toBeLessThan(most);
  });
});

describe('a batch keeps nothing of its films', () => {
  it('nor of their pictures', async ({ place }) => {
    // Noise, so that its file is as large as its pixels: 1.6 MB.
    await writeFile(place.path('noise.png'), toPng(noise({ width: 900, height: 600 }, 1)));
    const films = Array.from({ length: 80 }, (_, n) => ({
      output: `${n}.mp4`,
      frames: 2 + (n % 5),
    }));
    const rows = films.map((film) => JSON.stringify({ picture: 'noise.png', ...film }));
    await writeFile(place.path('films.ndjson'), rows.join('\n'));
    const running = place.start(['batch', 'films.ndjson', '--size', '64x48', '--jobs', '1']);
    const used = await watch(place, running);
    expect((await running.ended).code).toBe(0);
    const { middle, end } = behindWarmUp(used);
    // What is kept of twenty pictures is 32 MB.
    expect((end - middle) / MEGABYTE).toBeLessThan(25);
  });
});

/** What all processes of a place have in memory together, bytes, again and again until the run ends. */
async function watch(place: Place, running: Running): Promise<number[]> {
  let ended = false;
  void running.ended.then(() => (ended = true));
  const used: number[] = [];
  while (!ended) {
    used.push(memoryOf(place.processes()));
    await pass(INTERVAL_MS);
  }
  return used;
}

/**
 * The least that a run had in memory in its middle and at its end, bytes: when garbage is swept depends on what
 * else the machine does, and heaps grow in the first half before they are.
 */
function behindWarmUp(used: readonly number[]) {
  const least = (from: number, to: number) =>
    Math.min(...used.slice(Math.floor(from * used.length), Math.floor(to * used.length)));
  // Behind that its processes end, one after the other.
  return { middle: least(0.5, 0.7), end: least(0.8, 0.95) };
}
