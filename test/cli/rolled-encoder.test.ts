import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { runHere } from './in-process.ts';
import { probe } from './media.ts';
import { it, missing, picture, type Place } from './program.ts';
import { expectRefusedHere } from './refusal.ts';

const execute = promisify(execFile);

const RENDER = ['render', picture('card-smooth.png'), '--json'];
const SMALL = [...RENDER, '--size', '96x64', '--frames', '24', '--fps', '1'];

/** Luma of a frame of standard quality against what is drawn, dB. */
const LEAST_PSNR = 42;

describe('a film that is written as vectors', () => {
  it.for([
    ['--step=3'],
    ['--step=-2', '--axis=y'],
    ['--motion=roll:step=3', '--motion=roll:step=-1,axis=y'],
  ])('with %s shows what is drawn', async (moved, { place, skip }) => {
    skip(missing('ffmpeg') !== false, 'no ffmpeg');
    const report = await render(place, [...SMALL, ...moved, '--encoder=rolled', '-o', 'film.mp4']);
    expect(report).toMatchObject({
      encoder: 'rolled',
      encoderReason: 'as asked for',
      codec: expect.stringMatching(/^avc1\.42c0/),
      frames: 24,
      keyFrames: [0, 8, 16],
    });
    expect(await probe(place.path('film.mp4'))).toMatchObject({
      profile: 'Constrained Baseline',
      width: 96,
      height: 64,
      nb_read_frames: '24',
      color_space: 'bt709',
      color_range: 'tv',
    });
    await render(place, [...SMALL, ...moved, '--codec=png', '-o', '%d.png']);
    const psnr = await lumaPsnr(place, 'film.mp4', '%d.png');
    expect(psnr).toHaveLength(24);
    expect(Math.min(...psnr)).toBeGreaterThan(LEAST_PSNR);
  });

  it('is refused where vectors would not show what is drawn', async ({ place }) => {
    const halves = [...SMALL, '--step=0.5', '--encoder=rolled', '-o', 'film.mp4'];
    await expectRefusedHere(place, halves, {
      code: 'usage',
      says: "rolled can't write this film. The steps",
    });
  });

  it('is made by the browser where that is asked for, and says so', async ({ place }) => {
    const report = await render(place, [...SMALL, '--encoder=webcodecs', '-o', 'film.mp4']);
    expect(report).toMatchObject({ encoder: 'webcodecs', encoderReason: 'as asked for' });
    expect(report['codec']).toMatch(/^avc1\.64/);
  });
});

async function render(place: Place, args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runHere(place, args);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Of each frame, where ffmpeg finds no fault in the film. */
async function lumaPsnr(place: Place, film: string, pictures: string): Promise<number[]> {
  const ffmpeg = (...args: string[]) =>
    execute('ffmpeg', ['-v', 'warning', ...args, '-f', 'null', '-'], { cwd: place.folder });
  const { stderr } = await ffmpeg('-err_detect', 'explode', '-xerror', '-i', film);
  expect(stderr).toBe('');
  const alike =
    '[1]scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+bicubic,format=yuv420p,settb=1/2,setpts=N[drawn];' +
    '[0]settb=1/2,setpts=N[coded];[coded][drawn]psnr=stats_file=psnr.txt';
  await ffmpeg('-i', film, '-i', pictures, '-lavfi', alike);
  const text = await readFile(place.path('psnr.txt'), 'utf8');
  return [...text.matchAll(/psnr_y:(\S+)/g)].map(([, value]) => Number(value));
}
