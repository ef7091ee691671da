import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { startChromium } from '../chromium.ts';
import { kinds } from '../faults/tries.ts';
import { succeedHere } from './in-process.ts';
import { it, missing, picture, type Place } from './program.ts';

const execute = promisify(execFile);
const CARD = picture('card-smooth.png');
/** Samples a second that Opus counts in. */
const RATE = 48_000;
const SECONDS = 1.0123;
/** Of a click before that end, s. */
const LAST = 0.004;
const WITHOUT_FFMPEG = (missing('ffmpeg') || missing('ffprobe')) !== false;

/** Silence with a click in its middle and one right before its end. */
async function makeClicks(place: Place, rate: number): Promise<string> {
  const path = place.path('clicks.wav');
  const last = `between(t\\,${SECONDS - LAST}\\,${SECONDS - LAST + 0.002})`;
  const clicks = `aevalsrc=if(between(t\\,0.5\\,0.502)+${last}\\,0.8*sin(9000*t)\\,0):s=${rate}:d=${SECONDS}`;
  await execute('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', clicks, path]);
  return path;
}

async function decodeByFfmpeg(path: string): Promise<Float32Array> {
  const args = ['-v', 'error', '-i', path, '-ac', '1', '-ar', String(RATE), '-f', 'f32le', '-'];
  const { stdout } = await execute('ffmpeg', args, { encoding: 'buffer', maxBuffer: 1 << 28 });
  return new Float32Array(new Uint8Array(stdout).buffer);
}

async function decodeByChromium(path: string): Promise<Float32Array> {
  const browser = await startChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const film = (await readFile(path)).toString('base64');
  const samples = await page.evaluate(
    async (base64: string, rate: number) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes.buffer);
      return [...sound.getChannelData(0)];
    },
    film,
    RATE,
  );
  return Float32Array.from(samples);
}

/** When the first sample of a click is, s. */
const clickBehind = (samples: Float32Array, begin: number) =>
  samples.findIndex((sample, n) => n >= begin * RATE && Math.abs(sample) > 0.15) / RATE;

/** When what is heard of a film's sound begins, s. */
async function beginningOf(path: string): Promise<number> {
  const args = ['-select_streams', 'a', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', path];
  const { stdout } = await execute('ffprobe', ['-v', 'error', '-show_frames', ...args]);
  return Number.parseFloat(stdout);
}

const films = [
  ['mp4', 48_000],
  ['webm', 44_100],
  ['mkv', 48_000],
  ['mp4', 22_050],
] as const;
it.for(kinds(films, 3))(
  'a sound that is encoded for %s, of %s Hz, is heard from its first sample to its last',
  async ([format, rate], { place, skip }) => {
    skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
    const sound = await makeClicks(place, rate);
    const film = `x.${format}`;
    const length = ['--fps', '10', '--frames', '12'];
    await succeedHere(place, ['render', CARD, ...length, '--audio', sound, '-o', film]);
    expect(await beginningOf(place.path(film))).toBe(0);
    const whole = Math.round((Math.round(SECONDS * rate) * RATE) / rate);
    // Matroska's times are in ms, and `decodeAudioData` begins at one; what plays is exact there, too.
    const decoders = [
      [decodeByFfmpeg, 0],
      [decodeByChromium, format === 'mp4' ? 0 : RATE / 1000],
    ] as const;
    for (const [decode, most] of decoders) {
      const samples = await decode(place.path(film));
      expect(Math.abs(samples.length - whole)).toBeLessThanOrEqual(most);
      expect(Math.abs(clickBehind(samples, 0) - 0.5)).toBeLessThan(0.0005);
      expect(Math.abs(clickBehind(samples, 0.6) - SECONDS + LAST)).toBeLessThan(0.0005);
    }
  },
);

it('an encoded sound that is decoded and encoded again is where it was', async ({
  place,
  skip,
}) => {
  skip(WITHOUT_FFMPEG, 'ffmpeg or ffprobe is not on PATH');
  const clicks = await makeClicks(place, RATE);
  const film = ['render', CARD, '--fps', '10', '--frames', '12'];
  for (const [n, kind] of ['opus', 'mp4', 'webm'].entries()) {
    const sound = place.path(`clicks.${kind}`);
    await execute('ffmpeg', ['-v', 'error', '-i', clicks, '-c:a', 'libopus', sound]);
    const made = `x${n}.mov`;
    await succeedHere(place, [...film, '--audio', sound, '-o', made]);
    const samples = await decodeByFfmpeg(place.path(made));
    expect(Math.abs(clickBehind(samples, 0) - 0.5), `of ${kind}`).toBeLessThan(0.0005);
    // A packet has 20 ms.
    expect(Math.abs(samples.length / RATE - SECONDS), `of ${kind}`).toBeLessThan(0.02);
  }
});
