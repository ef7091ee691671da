import type { FilmPlan } from '../../core/film-plan.ts';
import { rangeLength } from '../../film/plan.ts';
import { create } from '../ui/element.ts';
import { decodeFirst, encodeFrames } from './encoded-frame.ts';
import { formatBytes } from '../ui/format.ts';
import { messageOf } from '../../core/errors.ts';
import type { ProjectState } from '../project/project.ts';

/** What a film will look like and how large it will be, from frames of it that are encoded. */
export interface ExportSample {
  readonly element: HTMLElement;
  /** Of its file, in words; filled when it is known. */
  readonly size: HTMLElement;
  /** Nobody sees it any more. */
  close(): void;
}

/** Frames that are encoded for it: a key frame, and those that follow from it. */
const FRAMES = 9;

/** What is written without an encoder takes no time, and its frames cost less the more there are. */
function sampleLength({ encoder, range, keyFrameInterval }: FilmPlan): number {
  const most = encoder.name === 'rolled' ? keyFrameInterval : FRAMES;
  return Math.min(most, rangeLength(range));
}

/** Whoever chooses on isn't kept waiting by it, ms. */
const PAUSE = 400;
/** Of the part that is shown, px of the film. */
const PART = { width: 272, height: 152 };

/** @param frame which frame is shown, as it is encoded */
export function createExportSample(
  state: ProjectState,
  film: FilmPlan,
  frame: number,
): ExportSample {
  // As large as it will be: what stands below it is pressed meanwhile.
  const canvas = create('canvas', {
    width: Math.min(PART.width, film.size.width),
    height: Math.min(PART.height, film.size.height),
    role: 'img',
    'aria-label': `Part of frame ${frame}, as it is encoded`,
  });
  const words = create('figcaption', { className: 'hint' }, 'Encoding a frame …');
  const element = create('figure', { className: 'sample' }, canvas, words);
  const size = create('span', {}, 'measuring …');
  const ended = new AbortController();

  async function fill(): Promise<void> {
    const { source, spec } = state;
    const encode = (first: number, frames: number) =>
      encodeFrames(source.blob, spec, { first, last: first + frames - 1 }, ended.signal);
    const one = await encode(frame, 1);
    ended.signal.throwIfAborted();
    const picture = await decodeFirst(one).catch(messageOf);
    if (typeof picture === 'string') words.textContent = picture;
    else {
      drawPart(canvas, picture);
      words.textContent = `The middle of frame ${frame}, as it is encoded: pixel by pixel.`;
      picture.close();
    }
    const frames = sampleLength(film);
    const some = frames === 1 ? one : await encode(film.range.first, frames);
    const bytes = estimateBytes({ one: one.size, some: some.size, frames }, film);
    size.textContent = `about ${formatBytes(bytes)}`;
  }

  const timer = setTimeout(() => {
    fill().catch((error: unknown) => {
      if (ended.signal.aborted) return;
      words.textContent = messageOf(error);
      size.textContent = 'unknown';
    });
  }, PAUSE);
  return {
    element,
    size,
    close() {
      clearTimeout(timer);
      ended.abort();
    },
  };
}

/** What was encoded, bytes. */
interface Encoded {
  /** A film of one frame. */
  readonly one: number;
  /** A film of several. */
  readonly some: number;
  readonly frames: number;
}

/** A key frame at each interval, and between them frames as large as those that were encoded behind one. */
export function estimateBytes(
  { one, some, frames }: Encoded,
  { encoder, range, keyFrameInterval, loops, length }: FilmPlan,
): number {
  // What it is drawn from is there once, however many frames that makes.
  if (encoder.name === 'scene') return one;
  const inLoop = rangeLength(range);
  const all = length ?? inLoop * loops;
  const keys = Math.ceil(inLoop / keyFrameInterval);
  const other = frames === 1 ? one : Math.max(0, some - one) / (frames - 1);
  const loop = keys * one + (inLoop - keys) * other;
  return Math.round((loop * all) / inLoop);
}

/** The middle of it, a pixel a pixel. */
function drawPart(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  const { width, height } = canvas;
  const x = Math.floor((picture.width - width) / 2);
  const y = Math.floor((picture.height - height) / 2);
  canvas.getContext('2d')?.drawImage(picture, x, y, width, height, 0, 0, width, height);
}
