import type { RenderSpec } from '../../film/spec/spec.ts';
import { lastingAsAudio, takeAudioLength } from '../options/audio-length.ts';
import { withDrawing } from '../session/drawing.ts';
import type { Stop } from '../terminal/interrupt.ts';
import { readFilmSpec } from '../options/film-spec.ts';
import { picturesOf, waitForSpec } from '../options/job-options.ts';
import { waitForInput } from '../files/deadline.ts';
import { makeFilm, type Making, placeFilm, withFilm } from '../film/make-film.ts';
import { type RenderOptions } from '../options/render-options.ts';
import type { OutputWait } from '../output/output.ts';
import { expandPictures, leaveOutUnreadable, type PicturePaths } from '../options/picture-paths.ts';
import { showProgress } from '../terminal/progress.ts';
import { reportFilm } from '../film/report.ts';
import { note } from '../terminal/say.ts';
import { reportShard } from '../film/report-many.ts';
import { renderShard } from '../shard/render-shard.ts';

/** Renders a film, or a shard of one: reads spec and picture, lets the browser draw and encode, writes the file. */
export async function render(
  typed: readonly string[],
  given: RenderOptions,
  { signal, placed }: Stop,
): Promise<void> {
  const started = performance.now();
  const wait: OutputWait = { timeout: given.timeout, signal, onPlaced: placed };
  const options = await withTagsOfFilm(given, wait);
  const meant = await expandPictures(typed, wait);
  const pictures = options.skipBroken
    ? await leaveOutUnreadable(meant, wait, (text) => note(text, options.quiet))
    : meant;
  const spec = await askedSpec(pictures, options, wait);
  const paths = picturesOf(spec, pictures);
  const film = await placeFilm(paths, typed[0] ?? paths[0], spec, options, wait);
  const making: Making = {
    say: (text) => note(text, options.quiet),
    showFrames: (total) => showProgress(total, options.quiet),
    withDrawing: (drawn, work) => withDrawing(drawn, options, signal, work),
  };
  const secondsSoFar = () => (performance.now() - started) / 1000;
  if (options.shard) {
    const report = await withFilm(film, wait, making, renderShard);
    reportShard({ ...report, seconds: secondsSoFar() }, options);
  } else {
    const report = await makeFilm(film, wait, making);
    reportFilm({ ...report, seconds: secondsSoFar() }, options);
  }
}

/** What a film says of itself belongs to what is made again from it; what is given beside it wins. */
async function withTagsOfFilm(options: RenderOptions, wait: OutputWait): Promise<RenderOptions> {
  const { from } = options;
  if (from === undefined) return options;
  const { tags } = await waitForInput(from, () => readFilmSpec(from), wait);
  return { ...options, meta: { ...tags, ...options.meta } };
}

/** The spec; its length may be the sound's. */
async function askedSpec(
  pictures: PicturePaths,
  options: RenderOptions,
  wait: OutputWait,
): Promise<RenderSpec> {
  const { options: others, asked } = takeAudioLength(options, options.audio);
  return lastingAsAudio(await waitForSpec(others, pictures, wait), asked);
}
