import { execFile } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { paint, toPng } from '../browser/pixels.ts';
import { kinds } from '../faults/tries.ts';
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

/** A steady tone: 1000 Hz, at half of what a file can hold; whole periods, so that it loops without a gap. */
async function makeTone(place: Place, name: string): Promise<string> {
  const path = place.path(name);
  const tone = `aevalsrc=0.5*sin(2*PI*1000*t):s=${RATE}:d=2`;
  // With few bits AAC's loudness goes up and down by itself.
  await execute('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', tone, '-b:a', '192k', path]);
  return path;
}

async function samplesOf(path: string): Promise<Float32Array> {
  const args = ['-v', 'error', '-i', path, '-ac', '1', '-ar', String(RATE), '-f', 'f32le', '-'];
  const { stdout } = await execute('ffmpeg', args, { encoding: 'buffer', maxBuffer: 1 << 28 });
  return new Float32Array(new Uint8Array(stdout).buffer);
}

/** When the click is heard, s. */
async function clickIn(path: string): Promise<number> {
  return (await samplesOf(path)).findIndex((sample) => Math.abs(sample) > 0.15) / RATE;
}

/** How loud samples are around a time, dB below what a file can hold, as of a sine; over whole periods of 1000 Hz. */
function loudnessAt(samples: Float32Array, time: number): number {
  const around = samples.subarray(
    Math.round((time - 0.01) * RATE),
    Math.round((time + 0.01) * RATE),
  );
  const squares = around.reduce((sum, sample) => sum + sample ** 2, 0);
  return 10 * Math.log10((2 * squares) / around.length);
}

async function streamsOf(path: string): Promise<Record<string, string>[]> {
  const args = ['-v', 'error', '-count_packets', '-show_streams', '-of', 'json', path];
  const { stdout, stderr } = await execute('ffprobe', args);
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { streams: Record<string, string>[] }).streams;
}

describe('the click of a sound is heard when it was', () => {
  const ways = [
    ['x.mp3', 'film.mp4', 'mp3', true],
    ['x.wav', 'film.mp4', 'opus', false],
    ['x.opus', 'film.webm', 'opus', true],
    ['x.wav', 'film.mov', 'pcm_s16le', true],
    ['x.m4a', 'film.mp4', 'aac', true],
    ['x.ogg', 'film.mkv', 'vorbis', true],
    ['x.flac', 'film.mp4', 'flac', true],
    ['x.mp3', 'film.webm', 'opus', false],
  ] as const;
  it.for(kinds(ways, 4))('%s in %s, as %s, copied: %s', async (made, { place, skip }) => {
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

describe('a sound is changed', () => {
  const ways = [
    ['tone.m4a', 'film.mp4', 'opus'],
    ['tone.wav', 'film.mov', 'pcm_s16le'],
    ['tone.opus', 'film.webm', 'opus'],
    ['tone.mp3', 'film.mkv', 'opus'],
  ] as const;
  it.for(kinds(ways, 2))(
    '%s in %s: offset, loop, volume and fades',
    async (made, { place, skip }) => {
      const [file, film, codec] = made;
      skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
      const sound = await makeTone(place, file);
      const changes = [
        '--audio-offset',
        '0.505',
        '--audio-loop',
        '--volume',
        '-6',
        '--audio-fade',
        '1',
      ];
      const args = [
        'render',
        CARD,
        '--fps',
        '10',
        '--frames',
        '15',
        '--loops',
        '2',
        '--audio',
        sound,
      ];
      const { stdout } = await succeedHere(place, [...args, ...changes, '-o', film, '--json']);
      expect(JSON.parse(stdout)).toMatchObject({
        frames: 30,
        sound: {
          copied: false,
          changes: ['from 0.505 s on', 'over and over', 'at -6 dB', 'fading for 1 s'],
        },
      });
      const [, heard] = await streamsOf(place.path(film));
      expect(heard?.['codec_name']).toBe(codec);
      const samples = await samplesOf(place.path(film));
      // LAME makes everything softer by 0.45 dB.
      const steady = loudnessAt(await samplesOf(sound), 1) - 6;
      for (const time of [1.1, 1.3, 1.9])
        expect(Math.abs(loudnessAt(samples, time) - steady), `at ${time} s`).toBeLessThan(0.1);
      // Around where it begins again, at 1.495 s: a gap of a millisecond would take 0.45 dB.
      for (const time of [1.485, 1.495, 1.505])
        expect(Math.abs(loudnessAt(samples, time) - steady), `at ${time} s`).toBeLessThan(0.3);
      // Linear: half of it is 6.02 dB less, a quarter 12.04.
      for (const [time, share] of [
        [0.25, 0.25],
        [0.5, 0.5],
        [2.5, 0.5],
        [2.75, 0.25],
      ] as const) {
        const expected = steady + 20 * Math.log10(share);
        expect(Math.abs(loudnessAt(samples, time) - expected), `at ${time} s`).toBeLessThan(0.2);
      }
    },
  );

  it('from within a packet, to the sample', async ({ place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeSound(place, 'x.mp3');
    const length = ['--fps', '10', '--frames', '10', '--audio', sound];
    for (const offset of [0.1234, -0.2]) {
      const args = ['render', CARD, ...length, '--audio-offset', String(offset), '-o', 'x.mov'];
      await succeedHere(place, args);
      const late = (await clickIn(place.path('x.mov'))) - (await clickIn(sound));
      expect(Math.abs(late + offset) * RATE).toBeLessThan(2);
    }
  });

  it('is said, and that it is cut off where it is too loud', async ({ place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeTone(place, 'tone.wav');
    const args = ['render', CARD, '--fps', '10', '--audio', sound, '-o', 'x.mp4', '--volume', '12'];
    const { stdout, stderr } = await succeedHere(place, args);
    expect(stdout).toMatch(/decoded and encoded again: at \+12 dB/);
    expect(stderr).toMatch(/6\.0 dB above what a file can hold, and cut off; --volume 6\.0 leaves/);
  });

  it('and leaves the film as long as what is heard of it', async ({ place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeTone(place, 'tone.wav');
    const render = ['render', CARD, '--fps', '10', '--audio', sound, '--json', '-o', 'x.mkv'];
    const offset = ['--audio-offset', '0.5', '--duration', 'audio'];
    const { stdout } = await succeedHere(place, [...render, ...offset]);
    expect(JSON.parse(stdout)).toMatchObject({
      frames: 15,
      sound: { seconds: expect.closeTo(1.5, 1) },
    });
  });
});

describe('a film with a sound', () => {
  it('of several pictures shares it evenly among them', async ({ place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeTone(place, 'tone.wav');
    const job = { frames: 7, fps: { numerator: 10, denominator: 1 } };
    await writeFile(place.path('job.json'), JSON.stringify(job));
    const pictures = [CARD, picture('card-smooth.jpg'), CARD, CARD];
    const args = ['--spec', 'job.json', '--audio', sound, '--each', 'audio', '-o', 'x.mp4'];
    const short = ['--transition', 'fade:duration=0.2', '--json'];
    const { stdout } = await succeedHere(place, ['render', ...pictures, ...args, ...short]);
    // Four pictures of half a second each, whatever the spec said of the length.
    expect(JSON.parse(stdout)).toMatchObject({ frames: 20, sound: { copied: false } });
  });

  it('of several pictures shows each in its share, and the sound when it is heard', async ({
    place,
    skip,
  }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeSound(place, 'x.mp3');
    const levels = [60, 120, 180, 240];
    const pictures = levels.map((level) => `${level}.png`);
    for (const [n, level] of levels.entries()) {
      const grey = paint({ width: 32, height: 32 }, () => [level, level, level]);
      await writeFile(place.path(pictures[n] ?? ''), toPng(grey));
    }
    const common = ['--fps', '10', '--transition', 'fade:duration=0.2', '--audio', sound];
    const job = ['render', ...pictures, ...common, '--json'];
    /** Of each frame, as it is decoded. */
    const greyIn = async (film: string) => {
      const args = ['-v', 'error', '-i', place.path(film), '-vf', 'scale=1:1', '-pix_fmt', 'gray'];
      const options = { encoding: 'buffer' } as const;
      const { stdout } = await execute('ffmpeg', [...args, '-f', 'rawvideo', '-'], options);
      return [...stdout];
    };
    const expectShown = async (film: string, each: number, frames: number) => {
      const grey = await greyIn(film);
      expect(grey).toHaveLength(frames);
      // Alone; the last two frames of a share belong to the next picture, too.
      const alone = grey.flatMap((seen, n) => {
        const level = levels[Math.floor(n / each) % levels.length] ?? NaN;
        return n % each < each - 2 ? [Math.abs(seen - level)] : [];
      });
      expect(Math.max(...alone)).toBeLessThanOrEqual(6);
      expect(Math.abs((await clickIn(place.path(film))) - CLICK)).toBeLessThan(0.01);
    };
    // As long as the sound, which is two seconds.
    const whole = await succeedHere(place, [...job, '-o', 'whole.mp4']);
    expect(JSON.parse(whole.stdout)).toMatchObject({ sound: { copied: true } });
    await expectShown('whole.mp4', 5, 20);
    // Pictures that have times of their own begin anew while it is heard.
    await succeedHere(place, [...job, '--each', '0.4', '-o', 'again.mp4']);
    await expectShown('again.mp4', 4, 20);
    // Where the film is longer, the sound is heard over and over.
    const looped = [...job, '--duration', '3.2', '--closed', '--audio-loop', '-o', 'long.mp4'];
    await succeedHere(place, looped);
    await expectShown('long.mp4', 8, 32);
    const again = (await samplesOf(place.path('long.mp4'))).subarray(2 * RATE);
    const second = again.findIndex((sample) => Math.abs(sample) > 0.15) / RATE;
    expect(Math.abs(second - CLICK)).toBeLessThan(0.05);
  });

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

  it('whose sound alone is too large is refused before its first frame, and made where it is not', async ({
    place,
    skip,
  }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeTone(place, 'tone.m4a');
    const render = ['render', CARD, '--fps', '10', '--audio', sound, '-o', 'x.mp4', '--max-bytes'];
    const refused = await runHere(place, [...render, '20kB']);
    const says =
      /The sound alone takes \d+ kB \(AAC, 2\.0 s\), and --max-bytes allows 20 kB\. Allow \d+kB at the least/;
    expectExplained(refused, { code: 'usage', says });
    expect(refused.stderr).not.toContain('trying');
    const least = /Allow (\d+kB)/.exec(refused.stderr)?.[1] ?? '';
    await succeedHere(place, [...render, least]);
    const { size } = await stat(place.path('x.mp4'));
    expect(size).toBeLessThanOrEqual(1000 * Number.parseInt(least, 10));
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
    ['that ends before the film begins', ['--audio-offset', '2'], 'usage', /lasts 1\.985 s/],
    ['as the length of loops', ['--duration', 'audio', '--loops', '2'], 'usage', /2 loops/],
    ['as the time of one picture', ['--each', 'audio'], 'usage', /--duration audio/],
    ['that a shard changes', ['--shard', '1/2', '--volume', '3'], 'usage', /at \+3 dB.*shards/],
    ['in a file that takes none', ['-o', 'x.y4m'], 'usage', /takes no sound/],
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
    const changed = await runHere(place, ['render', CARD, '--volume', '-6', '--audio-fade', '1']);
    expectExplained(changed, { code: 'usage', says: /\(audio-fade, volume\), and there is none/ });
    await writeFile(place.path('x.mp3'), '');
    const empty = await runHere(place, ['render', CARD, '--audio', 'x.mp3']);
    expectExplained(empty, { code: 'input-unreadable', says: /x\.mp3/ });
  });
});
