import { describe, expect } from 'vitest';
import { decodeFilm, psnr, readPng, rolled } from './media.ts';
import { runHere, succeedHere } from './in-process.ts';
import { it, missing, picture, type Place } from './program.ts';

async function still(place: Place, name: string, args: readonly string[]) {
  const options = ['-o', name, '--quiet'];
  const run = await runHere(place, ['still', ...args, ...options]);
  expect(run).toMatchObject({ code: 0, stdout: '', stderr: '' });
  return readPng(place.path(name));
}

describe('a still', () => {
  it('is the picture itself at frame 0, its odd size too', async ({ place }) => {
    const frame = await still(place, 'x.png', [picture('card.png')]);
    expect(frame).toEqual(await readPng(picture('card.png')));
    expect(await place.files()).toEqual(['x.png']);
  });

  // More sizes, steps and frames in one page: test/browser/roll.test.ts.
  it.for([
    { args: ['--frame', '5', '--step', '1'], right: 5, down: 0 },
    { args: ['--frame', '4', '--step', '0.5'], right: 2, down: 0 },
    { args: ['--frame', '9999999', '--axis', 'y', '--step', '-3'], right: 0, down: -29_999_997 },
  ])('$args is numpy.roll by $right, $down', async ({ args, right, down }, { place }) => {
    const frame = await still(place, 'x.png', [picture('card.png'), ...args]);
    const whole = await readPng(picture('card.png'));
    expect(frame).toEqual(rolled(whole, right, down));
  });

  it('lies between two pixels after half a step', async ({ place }) => {
    const args = [picture('card.png'), '--step', '0.5', '--frame', '1'];
    const frame = await still(place, 'x.png', args);
    const whole = await readPng(picture('card.png'));
    const [here, there] = [rolled(whole, 0, 0), rolled(whole, 1, 0)];
    const furthest = frame.data.map((value, n) =>
      Math.abs(value - ((here.data[n] ?? 0) + (there.data[n] ?? 0)) / 2),
    );
    expect(Math.max(...furthest)).toBeLessThanOrEqual(1);
  });

  it('of the preset is the notebook’s figure', async ({ place }) => {
    const frame = await still(place, 'x.png', ['--preset', 'notebook', '--frame', '99']);
    expect(frame).toMatchObject({ width: 640, height: 480 });
    const at = (x: number, y: number) => [
      ...frame.data.subarray((y * 640 + x) * 3, (y * 640 + x + 1) * 3),
    ];
    for (const corner of [at(0, 0), at(639, 0), at(0, 479), at(639, 479), at(142, 240)]) {
      expect(corner).toEqual([255, 255, 255]);
    }
    // The picture is drawn at 143,57 with 370x370; above it stands the title.
    expect(at(143, 240)).not.toEqual([255, 255, 255]);
    // 12 pt capitals, 6 pt above it.
    const { first, last } = darkRows(frame);
    expect(Math.abs(first - 37)).toBeLessThanOrEqual(1);
    expect(Math.abs(last - 48)).toBeLessThanOrEqual(1);
  });

  it('has its frame number in the title', async ({ place }) => {
    const figure = [picture('card.png'), '--layout', 'figure', '--canvas', '320x240'];
    const title = [...figure, '--step', '0', '--title', 'Frame {f:3d}'];
    const nine = await still(place, 'a.png', [...title, '--frame', '9']);
    const ten = await still(place, 'b.png', [...title, '--frame', '10']);
    const different = [...nine.data.keys()].filter((n) => nine.data[n] !== ten.data[n]);
    const rows = different.map((n) => Math.floor(n / 3 / nine.width));
    expect(rows.length).toBeGreaterThan(0);
    // Above the picture, which stands still.
    expect(Math.max(...rows)).toBeLessThan(0.12 * nine.height);
  });

  it('reports itself as JSON', async ({ place }) => {
    const run = await place.succeed(['still', picture('card.png'), '--frame', '7', '--json']);
    expect(await place.files()).toEqual(['card-7.png']);
    expect(JSON.parse(run.stdout)).toMatchObject({
      spec: { motions: [{ kind: 'roll', axis: 'x' }] },
      output: 'card-7.png',
      frame: 7,
      width: 23,
      height: 17,
      browser: expect.stringMatching(/Chrom/),
      renderer: expect.any(String),
      bytes: expect.any(Number),
    });
  });
});

describe('a still and the film', () => {
  it.for(['h264', 'vp9', 'av1'])('are the same picture: %s', async (codec, { place, skip }) => {
    skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
    const job = [picture('card-smooth.png'), '--size', '160x120', '--step', '4', '--title', '{f}'];
    const film = ['render', ...job, '-o', 'x.mp4', '--quiet'];
    const options = ['--frames', '12', '--quality', 'high', '--codec', codec];
    await succeedHere(place, [...film, ...options]);
    const frames = await decodeFilm(place.path('x.mp4'));
    expect(frames).toHaveLength(12);
    const frame = await still(place, 'x.png', [...job, '--frames', '12', '--frame', '7']);
    expect(frames[7] && psnr(frames[7], frame)).toBeGreaterThanOrEqual(36);
  });

  it('differ in an odd film only by its edge, which stands twice', async ({ place, skip }) => {
    skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
    const job = [picture('card-smooth.png'), '--size', '161x121'];
    const options = ['--frames', '2', '--quality', 'high', '-o', 'x.mp4', '--quiet'];
    await succeedHere(place, ['render', ...job, ...options]);
    const [first] = await decodeFilm(place.path('x.mp4'));
    const frame = await still(place, 'x.png', job);
    expect(frame).toMatchObject({ width: 161, height: 121 });
    expect(first).toMatchObject({ width: 162, height: 122 });
    expect(first && psnr(first, widened(frame, 162, 122))).toBeGreaterThanOrEqual(36);
  });
});

/** The rows above the picture in which there is something dark. */
function darkRows({ data, width }: { data: Uint8Array; width: number }) {
  const rows = Array.from({ length: 57 }, (_, y) => y).filter((y) =>
    data.subarray(y * width * 3, (y + 1) * width * 3).some((value) => value < 64),
  );
  return { first: rows[0] ?? 0, last: rows.at(-1) ?? 0 };
}

function widened(pixels: Awaited<ReturnType<typeof readPng>>, width: number, height: number) {
  const data = new Uint8Array(width * height * 3).map((_, n) => {
    const x = Math.min(Math.floor(n / 3) % width, pixels.width - 1);
    const y = Math.min(Math.floor(n / 3 / width), pixels.height - 1);
    return pixels.data[(y * pixels.width + x) * 3 + (n % 3)] ?? 0;
  });
  return { width, height, data };
}
