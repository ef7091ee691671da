// The page in which films are timed.
import { parseSpec } from '../../src/film/spec/spec.ts';
import { encodeReadyFrames } from '../peers/encoder-alone.ts';
import { makeWithMediabunny } from '../peers/mediabunny.ts';
import type { BenchmarkPage, FilmMaker, PageJob } from './contract.ts';
import { inspect } from './quality.ts';
import { compareStill } from './still.ts';
import { timeSpell, timeStage } from './stages.ts';
import { type Course, makeOurFilm, rendererName, stillOf, type TimedFilm } from './stillmotion.ts';

const MAKERS: Readonly<Record<FilmMaker, (course: Course) => Promise<TimedFilm>>> = {
  stillmotion: makeOurFilm,
  'encoder alone': (course) => encodeReadyFrames(course, 1),
  'encoders side by side': (course) => encodeReadyFrames(course, course.lanes),
  mediabunny: makeWithMediabunny,
};

const page: BenchmarkPage = {
  renderer: rendererName,
  async scale(path, size) {
    const course = await openCourse({ picture: path, spec: { size, frames: 1 }, lanes: 1 });
    return toBase64(await stillOf(course));
  },
  timeFilm: async (maker, job) => (await MAKERS[maker](await openCourse(job))).seconds,
  timeStage: async (stage, job) => timeStage(stage, await openCourse(job)),
  timeSpell: async (stages, job, ms) => timeSpell(stages, await openCourse(job), ms),
  still: async (job, index) => toBase64(await stillOf(await openCourse(job), index)),
  compareStill: async (job, index, path) =>
    compareStill(await openCourse(job), index, await fetchPicture(path)),
  async inspectFilm(maker, job) {
    const course = await openCourse(job);
    const { film } = await MAKERS[maker](course);
    return inspect(maker, course, film);
  },
};

globalThis.benchmark = page;

async function openCourse({ picture, spec, lanes }: PageJob): Promise<Course> {
  return { picture: await fetchPicture(picture), spec: parseSpec(spec), lanes };
}

const pictures = new Map<string, Promise<Blob>>();

/** Comes once through the browser's pipe. */
function fetchPicture(path: string): Promise<Blob> {
  const known = pictures.get(path);
  if (known) return known;
  const fetched = fetch(path).then((response) => response.blob());
  pictures.set(path, fetched);
  return fetched;
}

async function toBase64(blob: Blob): Promise<string> {
  let text = '';
  for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
  return btoa(text);
}
