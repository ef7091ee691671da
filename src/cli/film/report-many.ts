import { asNumber } from '../../core/fraction.ts';
import { counted } from '../../core/values/counted.ts';
import type { StillmotionError } from '../../core/errors.ts';
import { formatSize } from '../../core/size.ts';
import { formatFrameRate, type FrameRange } from '../../core/timeline.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { Written } from '../../containers/container.ts';
import { formatBytes } from '../terminal/format-bytes.ts';

import type { DrawnBy, FilmReport } from './film-report.ts';
import { besides, nameOf, reportFilm, round, type Style } from './report.ts';
import { printJson, writeLines } from '../terminal/say.ts';

/** A part of a film, which was made now. */
export interface ShardReport {
  readonly shard: { readonly index: number; readonly count: number };
  readonly range: FrameRange;
  readonly film: FilmPlan;
  readonly gops: number;
  readonly output: string;
  readonly bytes: number;
  readonly session: DrawnBy;
  /** s */
  readonly seconds: number;
}

export function reportShard(report: ShardReport, { json, quiet }: Style): void {
  const { shard, range, film, gops, output, bytes, session, seconds } = report;
  const stream = besides(output);
  const frames = range.last - range.first + 1;
  const { browser, renderer, backend } = session;
  if (json)
    printJson(stream, {
      output,
      bytes,
      shard: shard.index,
      shards: shard.count,
      ...(frames > 0 && { range }),
      frames,
      gops,
      filmFrames: film.range.last - film.range.first + 1,
      seconds: round(seconds),
      browser,
      renderer,
      backend,
    });
  else if (!quiet) {
    const which = frames > 0 ? `, frames ${range.first}-${range.last}` : '';
    writeLines(stream, [
      `${nameOf(output)}: shard ${shard.index} of ${shard.count}${which}, ${counted(gops, 'GOP')}, ${formatBytes(bytes)}, ${seconds.toFixed(2)} s`,
      `  browser  ${browser}, ${renderer}`,
    ]);
  }
}

/** A film of shards. */
export interface MergeReport {
  readonly film: FilmPlan;
  readonly written: Written;
  readonly bytes: number;
  readonly output: string;
  readonly shards: number;
  readonly from: { readonly browser: string; readonly renderer: string };
  /** s */
  readonly seconds: number;
}

export function reportMerge(report: MergeReport, { json, quiet }: Style): void {
  const { film, written, bytes, output, shards, from, seconds } = report;
  const stream = besides(output);
  if (json)
    printJson(stream, {
      output,
      bytes,
      shards,
      frames: written.frames,
      fps: asNumber(film.fps),
      width: film.size.width,
      height: film.size.height,
      codec: written.codecString,
      format: film.container,
      keyFrames: written.keyFrames,
      seconds: round(seconds),
      ...from,
    });
  else if (!quiet)
    writeLines(stream, [
      `${nameOf(output)}: ${formatSize(film.size)}, ${counted(written.frames, 'frame')} at ${formatFrameRate(film.fps)} fps, ${formatBytes(bytes)}, of ${counted(shards, 'shard')} in ${seconds.toFixed(2)} s`,
      `  browser  ${from.browser}, ${from.renderer}`,
    ]);
}

/** A film of a list. */
interface Listed {
  readonly where: string;
  readonly place: { readonly path: string };
}

/** Says in JSON what has become of a film of a list that was not made now; for people there is one line in the end. */
export function reportListed(
  { where, place }: Listed,
  state: 'kept' | 'failed',
  error: StillmotionError | undefined,
  { json }: Style,
): void {
  if (!json) return;
  const why = error && { code: error.code, message: error.message };
  printJson(process.stdout, { film: where, state, output: place.path, ...(why && { error: why }) });
}

/** The same of one that was made. */
export function reportListedFilm({ where }: Listed, report: FilmReport, { json }: Style): void {
  if (json) reportFilm(report, { json, quiet: false }, { film: where, state: 'made' });
}

export function reportBatch(
  {
    made,
    kept,
    failed,
    seconds,
  }: { made: number; kept: number; failed: readonly string[]; seconds: number },
  { json, quiet }: Style,
): void {
  if (json || quiet) return;
  const parts = [
    `${counted(made, 'film')} made in ${seconds.toFixed(1)} s`,
    ...(kept > 0 ? [`${kept} as made before`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  writeLines(process.stdout, [parts.join(', ')]);
}
