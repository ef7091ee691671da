import type { FilmFile } from '../containers/mp4/read.ts';
import { meanSquaredError, type Pixels, psnr } from './compare.ts';
import { decodeLuma } from './decode.ts';

/** How near decoded frames come to drawn ones, as PSNR of Y′, dB. */
export interface FilmQuality {
  /** Of all frames that were compared, as of one picture: of the mean of their squared errors. */
  readonly mean: number;
  /** Of the worst of them. */
  readonly worst: number;
}

/**
 * Decodes frames of a film and compares them with the same ones, drawn afresh.
 *
 * @param frames in ascending order, counted from the film's first, 0
 * @param draw gives a frame as it should be
 * @throws StillmotionError `codec-unsupported` where they can't be decoded, `decoding-failed`, `film-unreadable`
 */
export async function measureQuality(
  film: FilmFile,
  frames: readonly number[],
  draw: (frame: number) => Promise<Pixels>,
  signal?: AbortSignal,
): Promise<FilmQuality> {
  let sum = 0;
  let worst = 0;
  for await (const { frame, luma } of decodeLuma(film, frames, signal)) {
    const error = meanSquaredError(luma, await draw(frame));
    sum += error;
    worst = Math.max(worst, error);
  }
  return { mean: psnr(sum / frames.length), worst: psnr(worst) };
}
