import { version } from '../../package.json' with { type: 'json' };
import { findContainer } from '../containers/index.ts';
import type { BackendChoice } from './browser/graphics.ts';
import { StillmotionError } from '../core/errors.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { SpecDraft } from '../film/options/option.ts';
import { parseSpec, type RenderSpec } from '../film/spec/spec.ts';
import { upgradeSpec } from '../film/spec/upgrade-spec.ts';
import { fileNamesIn } from '../film/carried/spec-files.ts';
import { createLender } from './batch/pool.ts';
import { digestPage } from './browser/page-files.ts';
import { mergeShards } from './commands/merge.ts';
import { type Drawing, type DrawingBrowser, openBrowser, withPictures } from './session/drawing.ts';
import { type Making, placeFilm, withFilm } from './film/make-film.ts';
import { withPictures as withOrdered } from './options/job-options.ts';
import type { OutputWait } from './output/output.ts';
import type { RenderOptions } from './options/render-options.ts';
import { renderShard } from './shard/render-shard.ts';
import type { Shard } from './options/shard.ts';

// What a program in Node calls in the place of a command line. It handles no signals, prints nothing, and ends
// nothing but what it began.

export { StillmotionError };
export type { Shard };

/** A film that somebody asks for. */
export interface FilmOrder {
  /** Complete and checked, by `completeSpec` or `readOrder`. */
  readonly spec: RenderSpec;
  /** Paths; none: the built-in picture. */
  readonly pictures: readonly string[];
  /** Path of a sound. */
  readonly audio?: string;
}

/** How shards are drawn. */
export interface DrawerOptions {
  /** As `--browser` has it. */
  readonly browser?: string;
  readonly gl: BackendChoice;
  readonly sandbox: boolean;
  /** The longest wait for any one answer of the browser or the file system, s. */
  readonly timeout: number;
  /** Films of more are refused. */
  readonly mostFrames: number;
  /** Frames of more pixels are refused. */
  readonly mostPixels: number;
  /** Told what a person should know. */
  readonly say: (text: string) => void;
}

/** What one wait for a shard or a film is ended by. */
export interface OrderWait {
  readonly signal: AbortSignal;
  /** s */
  readonly timeout: number;
}

/** Draws one shard after the other in one browser, which starts with the first. */
export interface ShardDrawer {
  /**
   * @param output path of the shard's file
   * @param onProgress told how many frames of how many are encoded
   * @throws StillmotionError; the signal's reason, and then the browser is ended, too
   */
  draw(
    order: FilmOrder,
    shard: Shard,
    output: string,
    signal: AbortSignal,
    onProgress: (frames: number, total: number) => void,
  ): Promise<{ readonly frames: number; readonly bytes: number }>;
  close(): Promise<void>;
}

/** Tells builds apart whose films may differ. */
export async function readBuild(): Promise<string> {
  return `${version} ${await digestPage()}`;
}

/**
 * A spec as people write it, complete and checked; it may say how each of several pictures is shown, but not which
 * they are.
 *
 * @param count how many pictures the film has
 * @throws StillmotionError `usage`
 */
export function completeSpec(input: object, count: number): RenderSpec {
  const draft = upgradeSpec(input) as SpecDraft;
  const shown = (draft['pictures'] ?? []) as readonly { readonly file?: unknown }[];
  if (Array.isArray(shown) && shown.some((each) => each?.file !== undefined))
    throw new StillmotionError(
      'usage',
      'The spec names pictures; their files are given beside it.',
    );
  // Whoever draws it has them by their places; their names would differ from machine to machine.
  const paths = Array.from({ length: count }, (_, n) => `${n + 1}`);
  return readOrder(parseSpec(withOrdered(draft, { paths, isShow: count > 1 }))).spec;
}

/**
 * A complete spec, checked again, and what its film's name ends in.
 *
 * @throws StillmotionError `usage`; for films that are many files and effects that read any, too
 */
export function readOrder(input: unknown): { spec: RenderSpec; extension: string } {
  const spec = parseSpec(input);
  const { files, extensions, label } = findContainer(spec.format);
  if (files === 'many')
    throw new StillmotionError(
      'usage',
      `The format is ${label}, which is a file a frame; expected one that is a single file, such as apng.`,
    );
  // They would be read from the disk of whoever draws the film, which its customer may not see.
  const [read] = fileNamesIn(spec);
  if (read !== undefined)
    throw new StillmotionError(
      'usage',
      `An effect reads the file ${JSON.stringify(read)}; a film that is ordered can't have such effects. Render it with the command line instead.`,
    );
  const [extension = spec.format] = extensions;
  return { spec, extension };
}

export function openDrawer(options: DrawerOptions): ShardDrawer {
  const ending = new AbortController();
  const lender = createLender(() => openBrowser(options, ending.signal, options.say));
  return {
    async draw({ spec, pictures, audio }, shard, output, signal, onProgress) {
      const ended = AbortSignal.any([signal, ending.signal]);
      const wait: OutputWait = { timeout: options.timeout, signal: ended, onPlaced: () => {} };
      const told: RenderOptions = {
        ...options,
        ...RUN,
        shard,
        ...(audio !== undefined && { audio }),
      };
      const film = await placeFilm(pictures, undefined, spec, { ...told, output }, wait);
      const making: Making = {
        say: options.say,
        showFrames: (total) => ({
          update: (frames) => onProgress(frames, total),
          stop: () => {},
        }),
        withDrawing: (paths, work) =>
          lender.lend((browser) =>
            endingWith(browser, ended, () =>
              withPictures(paths, wait, options.say, (set) =>
                work(limited(browser.drawingOf(set, options.say), options)),
              ),
            ),
          ),
      };
      const { range, bytes } = await withFilm(film, wait, making, renderShard);
      return { frames: range.last - range.first + 1, bytes };
    },
    async close() {
      ending.abort(new StillmotionError('cancelled', 'The drawer was closed.'));
      await lender.close();
    },
  };
}

/** Puts the shards of a film together, as `merge` does. */
export async function mergeFilm(
  shards: readonly string[],
  output: string,
  audio: string | undefined,
  { signal, timeout }: OrderWait,
): Promise<{ readonly frames: number; readonly bytes: number }> {
  const options = { output, overwrite: true, ...(audio !== undefined && { audio }) };
  const { written, bytes } = await mergeShards(shards, options, {
    timeout,
    signal,
    onPlaced: () => {},
  });
  return { frames: written.frames, bytes };
}

/** What a run is told that nobody types. */
const RUN = {
  retries: 2,
  resume: false,
  overwrite: true,
  skipBroken: false,
  json: false,
  quiet: true,
} as const;

/** Ends the browser where its work is stopped: nothing else ends what a page is at. */
async function endingWith<T>(
  browser: DrawingBrowser,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const end = () => void browser.close();
  signal.addEventListener('abort', end);
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Refuses films that are too much, as soon as it is known how much they are. */
function limited(drawing: Drawing, limits: DrawerOptions): Drawing {
  const checked = (open: Drawing['open']): Drawing['open'] => {
    return async (spec) => {
      const job = await open(spec);
      assertWithin(job.plan, limits);
      return job;
    };
  };
  return { ...drawing, open: checked(drawing.open), reopen: checked(drawing.reopen) };
}

function assertWithin(
  { frameCount, layout: { canvas } }: RenderPlan,
  { mostFrames, mostPixels }: DrawerOptions,
): void {
  const pixels = canvas.width * canvas.height;
  if (frameCount > mostFrames)
    throw new StillmotionError(
      'usage',
      `The film has ${frameCount} frames; this worker takes at most ${mostFrames}.`,
    );
  if (pixels > mostPixels)
    throw new StillmotionError(
      'usage',
      `The film's frames have ${canvas.width}×${canvas.height} pixels; this worker takes at most ${mostPixels}.`,
    );
}
