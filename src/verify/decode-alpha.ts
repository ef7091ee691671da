import type { FilmFile } from '../containers/film-file.ts';
import { type DecodedFrame, decodeFrames } from './decode.ts';
import { wrong } from './judge.ts';

/**
 * The alpha of frames of a film, decoded as its pictures are: it comes in the place of Y′.
 *
 * @throws StillmotionError `verification-failed` where a frame has none; see `decodeFrames`
 */
export function decodeAlpha(
  film: FilmFile,
  frames: readonly number[],
  signal?: AbortSignal,
): AsyncGenerator<DecodedFrame> {
  const alphas: FilmFile = {
    ...film,
    async read(frame) {
      const { alpha, key } = await film.read(frame);
      if (alpha === undefined) throw wrong(`frame ${frame} has no alpha`, 'one');
      return { data: alpha, key };
    },
  };
  return decodeFrames(alphas, frames, signal);
}
