import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatSize, type Size } from '../src/core/size.ts';
import { parseSpec } from '../src/film/spec/spec.ts';
import { createMovement } from '../src/motions/movement.ts';
import type { BenchmarkBrowser, Threads } from './browser.ts';
import type { BenchmarkCase, Contestant, Measure } from './case.ts';
import { type Entry, slopeEntry } from './contest.ts';
import type { FilmMaker, PageJob, Stage } from './page/contract.ts';
import {
  enterFfmpeg,
  enterFfmpegNoBetter,
  enterFfmpegSlope,
  type FfmpegFilm,
  rotation,
  scroll,
  zoompan,
} from './peers/ffmpeg.ts';
import { enterMatplotlib } from './peers/matplotlib.ts';
import { enterTyped } from './peers/typed.ts';

const execute = promisify(execFile);

/** Encoders side by side, as many as our command line has at most. */
const LANES = Math.min(availableParallelism(), 8);

/** What a case's contestants work with. */
export interface Drawing {
  readonly root: string;
  /** For pictures and films; cleared afterwards. */
  readonly folder: string;
  /** The photograph that every film begins with. */
  readonly photograph: string;
  readonly browsers: Readonly<Record<Threads, BenchmarkBrowser>>;
}

/** A case made ready: its picture has the right size, and lies on the disk and in the browsers. */
interface Course {
  readonly benchmark: BenchmarkCase;
  readonly picture: string;
  readonly job: PageJob;
  readonly frames: number;
  readonly place: Drawing;
}

/** The contestants of a case that can take part, and why the others can't. */
export async function enterAll(
  benchmark: BenchmarkCase,
  place: Drawing,
): Promise<{ entries: Map<Measure, Entry>; missing: Map<Measure, string> }> {
  const course = await openCourse(benchmark, place);
  const entries = new Map<Measure, Entry>();
  const missing = new Map<Measure, string>();
  for (const name of benchmark.contestants) {
    const frames = benchmark.shorter?.[name] ?? benchmark.frames;
    const entry = await ENTRANCES[name](withFrames(course, frames));
    if (typeof entry === 'string') missing.set(name, entry);
    else entries.set(name, entry);
  }
  return { entries, missing };
}

type Entrance = (course: Course) => Entry | string | Promise<Entry | string>;

const ENTRANCES: Readonly<Record<Contestant, Entrance>> = {
  stillmotion: (course) => filmEntry('stillmotion', 'stillmotion', course),
  'stillmotion without title': ({ job: { spec, ...job }, ...course }) => {
    const { title: _, ...untitled } = spec;
    const titleless = { ...course, job: { ...job, spec: untitled } };
    return filmEntry('stillmotion without title', 'stillmotion', titleless);
  },
  'stillmotion, whole process': wholeProcess,
  'vectors, a frame more': vectorsSlope,
  'ffmpeg veryfast, a frame more': (course) =>
    enterFfmpegSlope('ffmpeg veryfast, a frame more', ffmpegFilm(course, scrollOf)),
  'ffmpeg veryfast, no better': (course) =>
    enterFfmpegNoBetter('ffmpeg veryfast, no better', ffmpegFilm(course, scrollOf), () =>
      inspectOurs(course).then(({ psnr }) => psnr),
    ),
  'encoder alone': (course) => filmEntry('encoder alone', 'encoder alone', course),
  'encoder alone, free threads': (course) =>
    filmEntry('encoder alone, free threads', 'encoder alone', course, 'free'),
  'encoders side by side': (course) =>
    filmEntry('encoders side by side', 'encoders side by side', course),
  mediabunny: (course) => filmEntry('mediabunny', 'mediabunny', course),
  'ffmpeg veryfast': (course) =>
    enterFfmpeg('ffmpeg veryfast', 'veryfast', ffmpegFilm(course, scrollOf)),
  'ffmpeg ultrafast': (course) =>
    enterFfmpeg('ffmpeg ultrafast', 'ultrafast', ffmpegFilm(course, scrollOf)),
  'ffmpeg zoompan': (course) =>
    enterFfmpeg('ffmpeg zoompan', 'veryfast', ffmpegFilm(course, zoomOf(1))),
  'ffmpeg zoompan, enlarged first': (course) =>
    enterFfmpeg('ffmpeg zoompan, enlarged first', 'veryfast', ffmpegFilm(course, zoomOf(4))),
  'ffmpeg rotate': (course) =>
    enterFfmpeg(
      'ffmpeg rotate',
      'veryfast',
      ffmpegFilm(course, ({ frames }) => rotation(frames)),
    ),
  'stillmotion, as typed': typedEntrance('stillmotion, as typed'),
  'ffmpeg, as typed': typedEntrance('ffmpeg, as typed'),
  matplotlib: ({ place, picture }) => enterMatplotlib(place.root, picture, place.folder),
  draw: (course) => stageEntry('draw', course),
  planes: (course) => stageEntry('planes', course),
  capture: (course) => stageEntry('capture', course),
  mux: (course) => stageEntry('mux', course),
};

function typedEntrance(measure: 'stillmotion, as typed' | 'ffmpeg, as typed'): Entrance {
  return ({ benchmark: { name, typed, frames }, place }) => {
    if (typed === undefined) throw new Error(`${name}: nothing is typed`);
    return enterTyped(measure, typed, frames, { ...place, gl: place.browsers.one.backend });
  };
}

/** The film's first frames, as many as are asked for. */
function withFrames(course: Course, frames: number): Course {
  const { job } = course;
  return { ...course, frames, job: { ...job, spec: { ...job.spec, frames } } };
}

async function openCourse(benchmark: BenchmarkCase, place: Drawing): Promise<Course> {
  const scaled = await scaledPicture(benchmark.size, place);
  const path = picturePath(benchmark.size);
  return {
    benchmark,
    picture: benchmark.programsResample ? place.photograph : scaled,
    // Vectors are no rendered frames: only a case that asks for them has them.
    job: { picture: path, spec: { encoder: 'webcodecs', ...benchmark.spec }, lanes: LANES },
    frames: benchmark.frames,
    place,
  };
}

/** The photograph at a size: resampled once, before anything is timed, and the same for everyone. */
async function scaledPicture(size: Size | undefined, place: Drawing): Promise<string> {
  const { browsers, folder, photograph } = place;
  const offer = async (path: string, file: string) => {
    const bytes = await readFile(file);
    for (const browser of Object.values(browsers)) browser.offer(path, bytes);
  };
  await offer(picturePath(undefined), photograph);
  if (size === undefined) return photograph;
  const file = join(folder, `${formatSize(size)}.png`);
  const png = await browsers.one.call('scale', picturePath(undefined), size);
  await writeFile(file, Buffer.from(png, 'base64'));
  await offer(picturePath(size), file);
  return file;
}

function picturePath(size: Size | undefined): string {
  return `/pictures/${size ? formatSize(size) : 'photograph'}`;
}

function filmEntry(
  measure: Measure,
  maker: FilmMaker,
  { job, frames, place }: Course,
  threads: Threads = 'one',
): Entry {
  const browser = place.browsers[threads];
  return {
    frames,
    run: async () => ({ [measure]: await browser.call('timeFilm', maker, job) }),
    inspect: () => browser.call('inspectFilm', maker, job),
  };
}

function stageEntry(stage: Stage, { job, frames, place }: Course): Entry {
  return {
    frames,
    run: async () => ({ [stage]: await place.browsers.one.call('timeStage', stage, job) }),
  };
}

/** From the command to the whole file. */
async function wholeProcess(course: Course): Promise<Entry> {
  const { frames } = course;
  const time = await openCommandLine(course);
  return { frames, run: async () => ({ 'stillmotion, whole process': await time(frames) }) };
}

/** What a frame more takes our command line. */
async function vectorsSlope(course: Course): Promise<Entry> {
  const time = await openCommandLine(course);
  return slopeEntry('vectors, a frame more', course.frames, time, () => inspectOurs(course));
}

function inspectOurs({ job, place }: Course) {
  return place.browsers.one.call('inspectFilm', 'stillmotion', job);
}

/** Runs our command line, which makes so many of the film's first frames; s. */
async function openCommandLine({ picture, job, place }: Course) {
  const spec = join(place.folder, 'job.json');
  const output = join(place.folder, 'stillmotion.mp4');
  await writeFile(spec, JSON.stringify(job.spec));
  const gl = place.browsers.one.backend;
  const program = join(place.root, 'dist/cli.js');
  const args = ['render', picture, '--spec', spec, '--gl', gl, '-o', output, '--quiet'];
  return async (frames: number) => {
    const started = performance.now();
    await execute(process.execPath, [program, ...args, '--frames', `${frames}`]);
    return (performance.now() - started) / 1000;
  };
}

/** ffmpeg's filter for a film of this size. */
type FilterOf = (course: Course, size: Size) => string;

function ffmpegFilm(course: Course, filterOf: FilterOf): FfmpegFilm {
  const { benchmark, picture, job, frames, place } = course;
  const { fps } = parseSpec(job.spec);
  const { size } = benchmark;
  if (size === undefined) throw new Error(`${benchmark.name}: ffmpeg needs a picture of a size`);
  const rate = fps.numerator / fps.denominator;
  return { picture, size, filter: filterOf(course, size), fps: rate, frames, folder: place.folder };
}

function scrollOf({ benchmark, job }: Course, size: Size): string {
  const step = { x: 0, y: 0 };
  for (const motion of parseSpec(job.spec).motions) {
    const { slide } = createMovement([motion], size);
    if (slide === undefined) throw new Error(`${benchmark.name}: ffmpeg can only scroll`);
    step[slide.axis] += slide.perFrame.numerator / slide.perFrame.denominator;
  }
  return scroll(step, size);
}

function zoomOf(enlarge: number): FilterOf {
  return ({ benchmark, job, frames }, size) => {
    const [motion] = parseSpec(job.spec).motions;
    const to = motion?.kind === 'zoom' ? motion['to'] : undefined;
    if (typeof to !== 'number') throw new Error(`${benchmark.name}: zoompan can only zoom`);
    return zoompan(to, frames, size, enlarge);
  };
}
