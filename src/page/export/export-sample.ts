import type { FilmPlan } from '../../core/film-plan.ts';
import type { FrameRange } from '../../core/timeline.ts';
import { rangeLength } from '../../film/plan.ts';
import { create } from '../ui/element.ts';
import { decodeFirst, encodeFrames } from './encoded-frame.ts';
import { type EncodedFrames, estimateBytes, sampleRanges } from './export-size.ts';
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
    const encode = async (range: FrameRange) => {
      const groups: (readonly number[])[] = [];
      const onGroup = (sizes: readonly number[]) => void groups.push(sizes);
      const file = await encodeFrames(source.blob, spec, range, ended.signal, onGroup);
      return { groups, film: file, file: file.size };
    };
    const one = await encode({ first: frame, last: frame });
    ended.signal.throwIfAborted();
    const picture = await decodeFirst(one.film).catch(messageOf);
    if (typeof picture === 'string') words.textContent = picture;
    else {
      drawPart(canvas, picture);
      words.textContent = `The middle of frame ${frame}, as it is encoded: pixel by pixel.`;
      picture.close();
    }
    const encoded: EncodedFrames[] = [one];
    // What it will be made of says more than the frame that happens to be shown.
    for (const range of isKnownBy(one, film) ? [] : sampleRanges(film)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: the page draws, too
      encoded.push(await encode(range));
      showSize(encoded);
    }
    showSize(encoded);
  }

  function showSize(encoded: readonly EncodedFrames[]): void {
    size.textContent = `about ${formatBytes(estimateBytes(encoded, film))}`;
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

/** Of what is drawn where it is opened, and of a single frame, there is no more to be known. */
function isKnownBy({ groups }: EncodedFrames, { encoder, range }: FilmPlan): boolean {
  return encoder.name === 'scene' || (groups.length > 0 && rangeLength(range) === 1);
}

/** The middle of it, a pixel a pixel. */
function drawPart(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  const { width, height } = canvas;
  const x = Math.floor((picture.width - width) / 2);
  const y = Math.floor((picture.height - height) / 2);
  canvas.getContext('2d')?.drawImage(picture, x, y, width, height, 0, 0, width, height);
}
