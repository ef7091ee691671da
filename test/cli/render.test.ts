import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { renderFilm } from '../browser/film.ts';
import { fromPng } from '../browser/pixels.ts';
import { kinds, LONG } from '../faults/tries.ts';
import { anotherSession, sharedSession } from '../session.ts';
import { runHere, succeedHere } from './in-process.ts';
import { inspect, probe, unpackH264 } from './media.ts';
import { expectNothingLeft, it, missing, picture, type Place } from './program.ts';

const BT709 = {
  color_range: 'tv',
  color_space: 'bt709',
  color_transfer: 'bt709',
  color_primaries: 'bt709',
};

const CARD = fromPng(readFileSync(picture('card-smooth.png')));

/** A film of a few small frames. */
const SMALL = ['render', picture('card-smooth.png'), '--quiet'];

describe('the notebook’s film', () => {
  it('is a complete MP4 by the notebook’s figures', async ({ place, skip }) => {
    const run = await place.succeed(['render', '--preset', 'notebook', '-o', 'x.mp4', '--json']);
    expect(await place.files()).toEqual(['x.mp4']);
    await expectNothingLeft(place);

    const film = await inspect(place.path('x.mp4'));
    expect(film).toMatchObject({ width: 640, height: 480, frames: 220, seconds: 44 });
    expectOrderedBoxes(film);
    expectEvenSamples(film, 1 / 5);
    expectKeyFrames(film, 5);
    expect(film.colour).toMatchObject({
      colour_type: 'nclx',
      colour_primaries: 1,
      transfer_characteristics: 1,
      matrix_coefficients: 1,
      full_range_flag: 0,
    });
    expect(film.times.every((time) => time === 0)).toBe(true);
    await expectReportToAgree(run.stdout, place, film);

    const reason = missing('ffprobe') || missing('ffmpeg');
    skip(reason !== false, `${reason}: only its structure is checked`);
    const played = await probe(place.path('x.mp4'));
    expect(played).toMatchObject({ codec_name: 'h264', width: 640, height: 480, ...BT709 });
    expect(played).toMatchObject({ profile: 'High', pix_fmt: 'yuv420p', duration: '44.000000' });
    expect(played).toMatchObject({ r_frame_rate: '5/1', avg_frame_rate: '5/1', start_pts: 0 });
    expect(played).toMatchObject({ nb_frames: '220', nb_read_frames: '220' });
    // Its stream says what its container says.
    await unpackH264(place.path('x.mp4'), place.path('bare.h264'));
    expect(await probe(place.path('bare.h264'))).toMatchObject({ width: 640, ...BT709 });
  });

  it('is called data/video1.mp4, like the notebook’s', async ({ place }) => {
    const run = await succeedHere(place, ['render', '--preset', 'notebook', '--range', '0-1']);
    expect(await place.files()).toEqual(['data', 'data/video1.mp4']);
    expect(run.stdout).toContain('data/video1.mp4');
  });
});

describe('the same job', () => {
  const jobs = [
    ['h264', 320, 240],
    ['vp9', 640, 480],
    ['h264', 640, 480],
    ['av1', 640, 480],
  ] as const;
  it.for(kinds(jobs, 2))(
    'gives the same bytes in another browser: %s, %ix%i',
    async ([codec, width, height]) => {
      const job = { size: { width, height }, frames: 20, codec };
      const films = [];
      for (const session of [await sharedSession(), await anotherSession()])
        films.push((await renderFilm(session, job, CARD)).bytes);
      expect(films[1]).toEqual(films[0]);
    },
  );

  // The film above is one of such a process, too.
  it.runIf(LONG)('gives the same bytes to a process of its own', async ({ place }) => {
    const job = [...SMALL, '--size', '160x120', '--frames', '20'];
    await place.succeed([...job, '-o', 'first.mp4']);
    await succeedHere(place, [...job, '-o', 'again.mp4']);
    const [first, again] = await Promise.all([
      readFile(place.path('first.mp4')),
      readFile(place.path('again.mp4')),
    ]);
    expect(first.equals(again)).toBe(true);
  });
});

describe('the output', () => {
  it.for([
    ['the built-in picture', ['--size', '32x32'], 'eye-ground.mp4'],
    ['the picture, whatever its ending', [picture('card-exif-6.webp')], 'card-exif-6.mp4'],
  ] as const)('is named after %s', async ([, args, name], { place }) => {
    const job = ['render', ...args, '--frames', '2', '--quiet'];
    await succeedHere(place, job);
    expect(await place.files()).toEqual([name]);
  });

  it('may lie in folders that are not there yet', async ({ place }) => {
    await succeedHere(place, [...SMALL, '--frames', '2', '-o', 'deep/new/folders/x.mp4']);
    const folders = ['deep', 'deep/new', 'deep/new/folders'];
    expect(await place.files()).toEqual([...folders, 'deep/new/folders/x.mp4']);
  });

  it('replaces an old file', async ({ place }) => {
    await writeFile(place.path('x.mp4'), 'an old film');
    await succeedHere(place, [...SMALL, '--frames', '2', '-o', 'x.mp4']);
    expect((await inspect(place.path('x.mp4'))).frames).toBe(2);
    expect(await place.files()).toEqual(['x.mp4']);
  });

  it.for([
    ['with --no-overwrite', ['--no-overwrite'], 'output-exists'],
    ['when the run fails', ['--size', '8x8'], 'frame-too-large'],
  ] as const)('stays as it was %s', async ([, args, code], { place }) => {
    await writeFile(place.path('x.mp4'), 'an old film');
    const run = await runHere(place, [...SMALL, '-o', 'x.mp4', ...args]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(`[${code}]`);
    expect(await readFile(place.path('x.mp4'), 'utf8')).toBe('an old film');
    expect(await place.files()).toEqual(['x.mp4']);
  });

  it('--no-overwrite writes what is not there', async ({ place }) => {
    await succeedHere(place, [...SMALL, '--frames', '2', '-o', 'x.mp4', '--no-overwrite']);
    expect(await place.files()).toEqual(['x.mp4']);
  });
});

type Film = Awaited<ReturnType<typeof inspect>>;

/** The index comes first, so that a film plays while it is still being loaded. */
function expectOrderedBoxes({ boxes, size }: Film): void {
  const names = boxes.map(({ type }) => type).filter((type) => type !== 'free');
  expect(names).toEqual(['ftyp', 'moov', 'mdat']);
  // One box ends where the next begins, the last one with the file: padding, if any, is a box too.
  const ends = boxes.map((box) => (box.start ?? 0) + box.size);
  expect(boxes.map(({ start }) => start)).toEqual([0, ...ends.slice(0, -1)]);
  expect(ends.at(-1)).toBe(size);
}

/** The media data are samples, one behind the other to the end, each as long as the next. */
function expectEvenSamples({ samples, frames, mdat }: Film, seconds: number): void {
  expect(samples).toHaveLength(frames);
  // The muxer leaves the room for a 64-bit size in front of the first one.
  let position = samples[0]?.offset ?? 0;
  expect([0, 8]).toContain(position - mdat.start);
  for (const [index, sample] of samples.entries()) {
    const { offset, size, cts, dts, timescale } = sample;
    expect(offset).toBe(position);
    expect(cts).toBe(dts);
    expect(cts / timescale).toBeCloseTo(index * seconds, 9);
    position += size;
  }
  expect(position).toBe(mdat.end);
}

function expectKeyFrames({ keyFrames, samples, frames }: Film, seconds: number): void {
  expect(keyFrames[0]).toBe(0);
  expect(keyFrames).toEqual(samples.flatMap(({ is_sync }, index) => (is_sync ? [index] : [])));
  const gaps = keyFrames.map((frame, n) => (keyFrames[n + 1] ?? frames) - frame);
  const { duration = 0, timescale = 1 } = samples[0] ?? {};
  expect((Math.max(...gaps) * duration) / timescale).toBeLessThanOrEqual(seconds);
}

async function expectReportToAgree(stdout: string, place: Place, film: Film): Promise<void> {
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  const report = JSON.parse(stdout) as Record<string, unknown>;
  expect(report).toMatchObject({
    spec: { layout: 'figure', title: 'Frame {f:3d}', frames: 220, codec: 'h264' },
    output: 'x.mp4',
    bytes: film.size,
    frames: 220,
    fps: 5,
    width: 640,
    height: 480,
    keyFrames: film.keyFrames,
  });
  // High profile. The report names what was asked for: the stream may have less of a level, not more.
  const [asked, got] = [String(report['codec']), String(film.codec)];
  for (const codec of [asked, got]) expect(codec).toMatch(/^avc1\.64[0-9a-f]{4}$/);
  expect(Number.parseInt(got.slice(-2), 16)).toBeLessThanOrEqual(
    Number.parseInt(asked.slice(-2), 16),
  );
  expect(await place.files()).toContain(report['output']);
  expect(report['framesPerSecond']).toBeGreaterThan(0);
  expect(report['seconds']).toBeGreaterThan(0);
  expect(report['capture']).toBe('planes');
  expect(report['browser']).toMatch(/Chrom\w*\/\d+/);
  expect(report['renderer']).toMatch(/\w/);
  expect(['hardware', 'llvmpipe', 'swiftshader']).toContain(report['backend']);
  expect(report['notes']).toEqual([expect.stringContaining('200 frames')]);
}
