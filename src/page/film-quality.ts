import { luma } from '../core/color.ts';
import { secondsAt } from '../core/timeline.ts';
import { openJob } from '../render.ts';
import type { JobState } from './job.ts';

/** How near decoded frames come to the drawn ones. */
export interface FilmQuality {
  /** Numbers of the frames that were compared. */
  readonly frames: readonly number[];
  /** Peak signal-to-noise ratio of Y′ in the worst of them, dB. */
  readonly worst: number;
  /** The mean of theirs, dB. */
  readonly mean: number;
}

/**
 * Decodes the first, middle and last frame of a film as the browser plays it, draws the same ones, and
 * compares their Y′, which no colour conversion of the browser's has touched.
 *
 * @throws where the browser doesn't play the film, or doesn't let planes be read
 */
export async function measureQuality(
  film: Blob,
  { source, spec, plan: { range, fps } }: JobState,
): Promise<FilmQuality> {
  const frames = [...new Set([range.first, (range.first + range.last) >> 1, range.last])];
  const drawing = await openJob(source.blob, spec);
  const video = await openVideo(film);
  try {
    const ratios: number[] = [];
    for (const index of frames) {
      const drawn = await readPng(await drawing.still(index));
      // The middle of a frame's time: at its edge a player may show its neighbour.
      await seek(video, secondsAt(index - range.first + 0.5, fps));
      ratios.push(await compare(new VideoFrame(video), drawn));
    }
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    return { frames, worst: Math.min(...ratios), mean };
  } finally {
    URL.revokeObjectURL(video.src);
    await drawing.close();
  }
}

async function openVideo(film: Blob): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  const opened = happened(video, 'loadeddata');
  video.src = URL.createObjectURL(film);
  await opened;
  return video;
}

async function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  const sought = happened(video, 'seeked');
  video.currentTime = seconds;
  await sought;
}

function happened(video: HTMLVideoElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(event, () => resolve(), { once: true });
    const fail = () => reject(new Error(video.error?.message ?? 'the film can’t be played here'));
    video.addEventListener('error', fail, { once: true });
  });
}

async function readPng(png: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(png);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('no 2D canvas to read a frame with');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}

/** PSNR of Y′, limited range; the film may have one more column or row than the drawing. */
async function compare(frame: VideoFrame, drawn: ImageData): Promise<number> {
  try {
    if (frame.format !== 'I420' && frame.format !== 'NV12') {
      throw new Error(`this browser decodes to ${frame.format ?? 'what can’t be read'}`);
    }
    const planes = new Uint8Array(frame.allocationSize());
    const [y] = await frame.copyTo(planes);
    if (y === undefined) throw new Error('the decoded frame has no planes');
    return psnr(planes.subarray(y.offset), y.stride, drawn);
  } finally {
    frame.close();
  }
}

function psnr(decoded: Uint8Array, stride: number, { width, height, data }: ImageData): number {
  let squares = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = 4 * (row * width + column);
      const full = luma(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      const drawn = Math.round(16 + (219 * full) / 255);
      squares += ((decoded[row * stride + column] ?? 0) - drawn) ** 2;
    }
  }
  return 10 * Math.log10((255 ** 2 * width * height) / squares);
}
