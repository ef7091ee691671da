import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { runHere, succeedHere } from './in-process.ts';
import { it, missing, picture, type Place } from './program.ts';
import { expectExplained } from './refusal.ts';

const execute = promisify(execFile);
const CARD = picture('card-smooth.png');
const RATE = 44_100;
/** Of the click in the sound, s. */
const CLICK = 0.5;
/** The longest packet of the codecs here, s. */
const PACKET = 4096 / RATE;

const WITHOUT_FFMPEG = (missing('ffmpeg') || missing('ffprobe')) !== false;

/** Two seconds of silence with one click. */
async function makeSound(place: Place, name: string, ...args: string[]): Promise<string> {
  const path = place.path(name);
  const click = `aevalsrc=if(between(t\\,${CLICK}\\,0.51)\\,0.8*sin(6000*t)\\,0):s=${RATE}:d=2`;
  await execute('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', click, ...args, path]);
  return path;
}

/** When the click is heard, s. */
async function clickIn(path: string): Promise<number> {
  const args = ['-v', 'error', '-i', path, '-ac', '1', '-ar', String(RATE), '-f', 's16le', '-'];
  const { stdout } = await execute('ffmpeg', args, { encoding: 'buffer', maxBuffer: 1 << 28 });
  const samples = new Int16Array(new Uint8Array(stdout).buffer);
  return samples.findIndex((sample) => Math.abs(sample) > 5000) / RATE;
}

async function streamsOf(path: string): Promise<Record<string, string>[]> {
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path];
  const { stdout, stderr } = await execute('ffprobe', args);
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { streams: Record<string, string>[] }).streams;
}

describe('the click of a sound is heard when it was', () => {
  it.for([
    ['x.mp3', 'film.mp4', 'mp3', true],
    ['x.m4a', 'film.mp4', 'aac', true],
    ['x.opus', 'film.webm', 'opus', true],
    ['x.ogg', 'film.mkv', 'vorbis', true],
    ['x.flac', 'film.mp4', 'flac', true],
    ['x.wav', 'film.mov', 'pcm_s16le', true],
    ['x.mp3', 'film.webm', 'opus', false],
    ['x.wav', 'film.mp4', 'opus', false],
  ] as const)('%s in %s, as %s, copied: %s', async (made, { place, skip }) => {
    const [file, film, codec, copied] = made;
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeSound(place, file);
    const args = ['render', CARD, '--step', '2', '--fps', '12', '--audio', sound, '-o', film];
    const { stdout } = await succeedHere(place, [...args, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ frames: 24, sound: { copied } });
    const [pictures, heard] = await streamsOf(place.path(film));
    expect(pictures?.['nb_read_packets']).toBe('24');
    expect(heard?.['codec_name']).toBe(codec);
    expect(Math.abs((await clickIn(place.path(film))) - CLICK)).toBeLessThan(PACKET);
  });
});

describe('a film with a sound', () => {
  it('is as long as was asked for, and its sound ends with it', async ({ place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeSound(place, 'x.mp3');
    const length = ['--frames', '10', '--fps', '10'];
    await succeedHere(place, ['render', CARD, ...length, '--audio', sound, '-o', 'x.mp4']);
    const [pictures, heard] = await streamsOf(place.path('x.mp4'));
    expect(Number(pictures?.['duration'])).toBeCloseTo(1, 3);
    expect(Number(heard?.['duration'])).toBeGreaterThan(0.97);
    expect(Number(heard?.['duration'])).toBeLessThan(1.03);
  });

  it('shows the picture that comes with it where there is no other', async ({ place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const cover = [
      '-i',
      CARD,
      '-map',
      '0',
      '-map',
      '1',
      '-c:v',
      'png',
      '-disposition:v',
      'attached_pic',
    ];
    const sound = await makeSound(place, 'song.mp3', ...cover);
    const { stdout } = await succeedHere(place, ['render', '--audio', sound, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ output: 'song.mp4', width: 32, height: 24 });
    expect(await place.leftovers()).toEqual([]);
  });

  it.for<[string, string[], string, RegExp]>([
    [
      'in a file that takes neither its kind nor Opus',
      ['-o', 'x.mov'],
      'usage',
      /QuickTime takes no FLAC.*format mp4 or mkv/,
    ],
    ['in one that takes none', ['-o', 'x.y4m'], 'usage', /takes no sound/],
    ['that is none', ['--audio', CARD], 'input-unreadable', /The sound .*can't be read/],
    ['that is missing', ['--audio', 'no.mp3'], 'input-unreadable', /no\.mp3.*no such file/],
  ])('is refused %s', async ([, args, code, says], { place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeSound(place, 'x.flac');
    expectExplained(await runHere(place, ['render', CARD, '--audio', sound, ...args]), {
      code,
      says,
    });
  });

  it('has to have one where it is to last as long', async ({ place }) => {
    const run = await runHere(place, ['render', CARD, '--duration', 'audio']);
    expectExplained(run, { code: 'usage', says: /there is none; give --audio a file/ });
    await writeFile(place.path('x.mp3'), '');
    const empty = await runHere(place, ['render', CARD, '--audio', 'x.mp3']);
    expectExplained(empty, { code: 'input-unreadable', says: /x\.mp3/ });
  });
});
