import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { runHere } from '../../cli/in-process.ts';
import { it, missing, picture, type Place } from '../../cli/program.ts';

const execute = promisify(execFile);

const KINDS = [
  ['mp4', 'h264'],
  ['mp4', 'vp9'],
  ['mp4', 'av1'],
  ['webm', 'vp9'],
  ['webm', 'av1'],
  ['mkv', 'h264'],
  ['mkv', 'vp9'],
  ['mkv', 'av1'],
  ['mov', 'h264'],
  ['gif', 'gif'],
  ['apng', 'png'],
  ['webp', 'webp'],
  ['webp', 'webp-lossless'],
  ['html', 'scene'],
  ['y4m', 'i420'],
] as const;

const SMALL = ['1x1', '2x2', '16x16', '301x201'];
const LARGE = ['4096x2304', '7680x4320'];
const RATES = [
  ['0.5', 1 / 2],
  ['23.976', 24_000 / 1001],
  ['60', 60],
  ['240', 240],
] as const;

/** Times of Matroska are whole milliseconds, those of GIF whole hundredths of a second. */
const MOST_SECONDS_OFF = 0.0055;
/** What is refused, before its first frame, says one of these. */
const REASONS = /can't encode \d+x\d+: it takes sides of|shows at most \d+ frames a second/;

/** The browser's lossy WebP halves colours, of which a picture of a few pixels has nothing else: its proof refuses it. */
const TOO_COARSE = /has a PSNR of [\d.]+ dB \(RGB\); expected at least 24 dB/;

interface Film {
  readonly kind: (typeof KINDS)[number];
  readonly size: string;
  readonly rate: (typeof RATES)[number];
  readonly frames: number;
}

/** Made and right, as programs that aren't ours see it, or refused with a reason and nothing left. */
async function outcomeOf(place: Place, { kind, size, rate, frames }: Film): Promise<string> {
  const [format, codec] = kind;
  const name = `x.${format}`;
  await rm(place.path(name), { force: true });
  const asked = ['--canvas', size, '--fps', rate[0], '--frames', `${frames}`, '--codec', codec];
  const args = ['render', picture('card-smooth.png'), ...asked, '--motion', 'zoom'];
  const { code, stdout, stderr } = await runHere(place, [...args, '-o', name, '--json']);
  if (code !== 0) {
    if (existsSync(place.path(name))) return 'refused, and a file is left';
    if (codec === 'webp' && TOO_COARSE.test(stderr)) return 'refused';
    return REASONS.test(stderr) ? 'refused' : stderr;
  }
  const { verified } = JSON.parse(stdout) as { verified?: object };
  if (format !== 'y4m' && verified === undefined) return `not verified: ${stderr}`;
  if (format === 'html') return 'made';
  if (format === 'webp')
    return execute('webpinfo', ['-quiet', place.path(name)]).then(made, String);
  const strict = ['-v', 'error', '-xerror', '-err_detect', 'explode', '-i', place.path(name)];
  const decoded = await execute('ffmpeg', [...strict, '-f', 'null', '-']).catch(String);
  if (typeof decoded === 'string' || decoded.stderr !== '') return JSON.stringify(decoded);
  return seen(place.path(name), expected({ kind, size, rate, frames }));
}

const made = () => 'made';

/** H.264 has even sizes alone; an APNG says nothing of how long it is. */
function expected({ kind: [format, codec], size, rate, frames }: Film) {
  const even = size.replaceAll(/\d+/g, (side) => String(Number(side) + (Number(side) % 2)));
  return {
    size: codec === 'h264' ? even : size,
    frames: String(frames),
    seconds: format === 'apng' ? undefined : frames / rate[1],
  };
}

async function seen(path: string, wanted: ReturnType<typeof expected>): Promise<string> {
  const entries = 'stream=width,height,nb_read_frames:format=duration';
  const show = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', path];
  const { stdout, stderr } = await execute('ffprobe', show);
  const { streams, format } = JSON.parse(stdout) as {
    streams: { width: number; height: number; nb_read_frames: string }[];
    format: { duration?: string };
  };
  const [stream] = streams;
  const isRight =
    stderr === '' &&
    `${stream?.width}x${stream?.height}` === wanted.size &&
    stream?.nb_read_frames === wanted.frames &&
    (wanted.seconds === undefined ||
      Math.abs(Number(format.duration) - wanted.seconds) <= MOST_SECONDS_OFF);
  return isRight ? 'made' : `${stdout}${stderr}`;
}

describe('size × rate × codec × file: right, or refused with a reason', () => {
  it.for(KINDS)('%s of %s', async (kind, { place, skip }) => {
    for (const tool of ['ffmpeg', 'ffprobe', 'webpinfo'])
      skip(missing(tool) !== false, `${tool} is not on PATH`);
    for (const [n, size] of SMALL.entries())
      for (const [m, rate] of RATES.entries()) {
        // One frame and two: each with every size and every rate.
        const film = { kind, size, rate, frames: 1 + ((n + m) % 2) };
        // oxlint-disable-next-line no-await-in-loop -- one browser draws them
        const outcome = await outcomeOf(place, film);
        expect(outcome, `${size}, ${rate[0]}, ${film.frames}`).toMatch(/^(made|refused)$/);
      }
  });

  it.for(KINDS.filter(([, codec]) => ['h264', 'vp9', 'av1'].includes(codec)))(
    '%s of %s, as large as films are',
    async (kind, { place, skip }) => {
      skip((missing('ffmpeg') || missing('ffprobe')) !== false, 'ffmpeg or ffprobe is not on PATH');
      const outcomes: string[] = [];
      for (const size of LARGE)
        // oxlint-disable-next-line no-await-in-loop -- one browser draws them
        outcomes.push(await outcomeOf(place, { kind, size, rate: RATES[2], frames: 2 }));
      expect(outcomes).toEqual(['made', kind[1] === 'h264' ? 'refused' : 'made']);
    },
  );
});
