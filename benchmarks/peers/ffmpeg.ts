import { execFile, spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Axis, Size } from '../../src/core/size.ts';
import type { Measure } from '../case.ts';
import { type Entry, slopeEntry } from '../contest.ts';
import type { FilmQuality } from '../page/contract.ts';

const execute = promisify(execFile);

/** e.g. `5.1.9-0+deb12u1`; `undefined` where there is none. */
export function ffmpegVersion(): string | undefined {
  const { stdout, status } = spawnSync('ffmpeg', ['-version'], { encoding: 'utf8' });
  return status === 0 ? /^ffmpeg version (\S+)/.exec(stdout)?.[1] : undefined;
}

export interface FfmpegFilm {
  /** A PNG of the film's size. */
  readonly picture: string;
  readonly size: Size;
  /** Makes the film of the picture. */
  readonly filter: string;
  readonly fps: number;
  readonly frames: number;
  readonly folder: string;
}

/**
 * The film by one of ffmpeg's filters and libx264 at its own constant quality. It is given the picture
 * as ready planes, in the same colours as ours, and loops them in memory: of the ways tried the
 * fastest. Timed as a whole process, its start with it.
 */
export async function enterFfmpeg(
  measure: Measure,
  preset: 'veryfast' | 'ultrafast',
  film: FfmpegFilm,
): Promise<Entry | string> {
  const command = await openCommand(measure, preset, film);
  if (typeof command === 'string') return command;
  return {
    frames: film.frames,
    run: async () => ({ [measure]: await command.time(film.frames, X264_CRF) }),
    async inspect() {
      await command.time(film.frames, X264_CRF);
      return command.inspect();
    },
  };
}

/** What a frame more takes: the second half of the film, without the start of the process. */
export async function enterFfmpegSlope(
  measure: Measure,
  film: FfmpegFilm,
): Promise<Entry | string> {
  const command = await openCommand(measure, 'veryfast', film);
  if (typeof command === 'string') return command;
  return slopeEntry(measure, film.frames, (frames) => command.time(frames, X264_CRF));
}

/** The same at the finest quality that is no better than ours. */
export async function enterFfmpegNoBetter(
  measure: Measure,
  film: FfmpegFilm,
  ourPsnr: () => Promise<number>,
): Promise<Entry | string> {
  const command = await openCommand(measure, 'veryfast', film);
  if (typeof command === 'string') return command;
  let crf = X264_CRF;
  const at = async (value: number) => {
    await command.time(film.frames, value);
    return command.inspect();
  };
  return {
    frames: film.frames,
    run: async () => ({ [measure]: await command.time(film.frames, crf) }),
    async inspect() {
      const most = await ourPsnr();
      let quality = await at(crf);
      while (quality.psnr > most) quality = await at(++crf);
      for (;;) {
        const finer = crf - Math.max(1, Math.floor(most - quality.psnr));
        const next = await at(finer);
        if (next.psnr > most && crf - finer === 1) return quality;
        // A step of several has gone too far: the next one is smaller.
        if (next.psnr > most) return finest(most, finer, at);
        [crf, quality] = [finer, next];
      }
    },
  };
  /** Coarser, one by one, until it is no better. */
  async function finest(most: number, from: number, measureAt: typeof at): Promise<FilmQuality> {
    for (crf = from + 1; ; crf++) {
      const quality = await measureAt(crf);
      if (quality.psnr <= most) return quality;
    }
  }
}

/** libx264's own. */
const X264_CRF = 23;

interface Command {
  /** Writes the film's first frames; s. */
  time(frames: number, crf: number): Promise<number>;
  /** Looks at the film that was written last. */
  inspect(): Promise<FilmQuality>;
}

async function openCommand(
  measure: Measure,
  preset: 'veryfast' | 'ultrafast',
  film: FfmpegFilm,
): Promise<Command | string> {
  if (ffmpegVersion() === undefined) return 'ffmpeg: not installed';
  const planes = await convertToPlanes(film);
  const path = join(film.folder, `${measure}.mp4`);
  let written = film.frames;
  return {
    async time(frames, crf) {
      const encode = [...source(film, planes), '-vf', film.filter, '-frames:v', `${frames}`];
      const x264 = ['-c:v', 'libx264', '-preset', preset, '-crf', `${crf}`, path];
      written = frames;
      const started = performance.now();
      await ffmpeg('error', [...encode, ...x264]);
      return (performance.now() - started) / 1000;
    },
    async inspect() {
      const { size } = await stat(path);
      return { bytesPerFrame: size / written, psnr: await lumaPsnr(path, film, planes) };
    },
  };
}

async function convertToPlanes({ picture, folder }: FfmpegFilm): Promise<string> {
  const planes = join(folder, 'picture.yuv');
  const toBt709 = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p';
  await ffmpeg('error', ['-i', picture, '-vf', toBt709, '-f', 'rawvideo', planes]);
  return planes;
}

function source({ size, fps }: FfmpegFilm, planes: string): string[] {
  const { width, height } = size;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${width}x${height}`];
  return [...raw, '-framerate', `${fps}`, '-i', planes];
}

/**
 * px a frame along each axis, as `numpy.roll` counts; the filter's speeds are shares of width and height, and
 * their signs the opposite of numpy's.
 */
export function scroll(step: Readonly<Record<Axis, number>>, size: Size): string {
  return `${LOOPED},scroll=h=${-step.x / size.width}:v=${-step.y / size.height}`;
}

/** The picture again and again, from memory. */
const LOOPED = 'loop=loop=-1:size=1';

/**
 * A zoom about the middle to a scale, even to the eye.
 *
 * @param enlarge the picture is so many times as large before it is cut, as people do against zoompan's jumps
 */
export function zoompan(
  to: number,
  frames: number,
  { width, height }: Size,
  enlarge: number,
): string {
  const larger = enlarge === 1 ? '' : `scale=${enlarge * width}:${enlarge * height},`;
  const middle = "x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2'";
  return `${larger}zoompan=z='pow(${to},on/${frames})':${middle}:d=${frames}:s=${width}x${height}:fps=30`;
}

/** Once around. */
export function rotation(frames: number): string {
  return `${LOOPED},rotate=a='2*PI*n/${frames}':c=white`;
}

async function lumaPsnr(path: string, film: FfmpegFilm, planes: string): Promise<number> {
  const graph = `[1:v]${film.filter}[drawn];[0:v][drawn]psnr=shortest=1`;
  const inputs = ['-i', path, ...source(film, planes)];
  const { stderr } = await ffmpeg('info', [...inputs, '-filter_complex', graph, '-f', 'null', '-']);
  const psnr = /PSNR y:([\d.]+)/.exec(stderr)?.[1];
  if (psnr === undefined) throw new Error(`ffmpeg gave no PSNR: ${stderr}`);
  return Number(psnr);
}

function ffmpeg(level: 'error' | 'info', args: readonly string[]) {
  return execute('ffmpeg', ['-nostdin', '-hide_banner', '-y', '-v', level, ...args]);
}
