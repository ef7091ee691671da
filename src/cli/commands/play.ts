import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { StillmotionError } from '../../core/errors.ts';
import { writeHash } from '../../film/carried/link.ts';
import { EFFECTS_PATH, PICTURE_PATH } from '../../headless/protocol.ts';
import { listPageFiles } from '../browser/page-files.ts';
import { type FileWait, waitForFiles, waitForInput } from '../files/deadline.ts';
import { openPicture } from '../files/input.ts';
import { picturesOf, waitForSpec, type SpecOptions } from '../options/job-options.ts';
import { expandPictures } from '../options/picture-paths.ts';
import { openInBrowser } from '../server/opener.ts';
import { isStdin } from '../files/pipe.ts';
import { announce, note } from '../terminal/say.ts';
import type { ServedFile } from '../server/answer.ts';
import { serve } from '../server/serve.ts';
import { serveEffects } from '../server/served-effects.ts';

export interface PlayOptions extends SpecOptions {
  /** 0: a free one */
  readonly port: number;
  readonly open: boolean;
}

/** For any one answer of the file system, s. */
const LONGEST_WAIT = 60;

/** Serves the player with a picture, or several, to this machine's browsers until a signal stops it. */
export async function play(
  typed: readonly string[],
  options: PlayOptions,
  signal: AbortSignal,
): Promise<void> {
  const wait: FileWait = { timeout: LONGEST_WAIT, signal };
  const meant = await expandPictures(typed, wait);
  const spec = await waitForSpec(options, meant, wait);
  const paths = picturesOf(spec, meant);
  const files = await waitForFiles(readPlayer(), 'reading the player', wait);
  for (const [n, path] of paths.entries()) {
    const read = await waitForInput(path, () => readNeutral(path, signal), wait);
    files.set(addressOfPicture(n, paths), read);
  }
  const site = await serveEffects(spec, options, wait);
  for (const [path, file] of site.files) files.set(path, file);
  const isServed = site.files.size > 0;
  const server = await serve(files, options.port);
  const unwatch = site.follow(() => waitForSpec(options, meant, wait));
  try {
    const { effects, transitions, pictures, ...others } = spec;
    const draft = {
      ...others,
      ...(!isServed && { effects, ...(transitions && { transitions }) }),
      ...(pictures && {
        pictures: pictures.map((each, n) => ({ ...each, file: nameOf(paths[n]) })),
      }),
    };
    const url = `${server.base}/${queryFor(paths, isServed)}${writeHash({ draft, frame: 0 })}`;
    announce(url);
    note('Ctrl+C ends the player.', false);
    if (options.open) openInBrowser(url, sayUnopened);
    await stopped(signal);
  } finally {
    unwatch();
    await server.close();
  }
}

/** The built page, read once: no request reaches the file system. */
async function readPlayer(): Promise<Map<string, ServedFile>> {
  const listed = await listPageFiles();
  const page = listed.get('/index.html');
  if (page === undefined) {
    throw new StillmotionError(
      'page-missing',
      'The player (index.html) is missing from the built pages; run npm run build.',
    );
  }
  const files = new Map<string, ServedFile>();
  for (const [path, file] of listed.set('/', page)) {
    files.set(path, { contentType: file.contentType, bytes: await file.read() });
  }
  return files;
}

/** The picture as bytes of no kind: whatever it holds, no browser shows it as a page. */
async function readNeutral(path: string, signal: AbortSignal): Promise<ServedFile> {
  const picture = await openPicture(path, signal);
  try {
    return { contentType: 'application/octet-stream', bytes: await readFile(picture.path) };
  } finally {
    await picture.close();
  }
}

/** By its place: what a file is called has no part in what can be asked for. */
function addressOfPicture(n: number, { length }: readonly string[]): string {
  return length === 1 ? PICTURE_PATH : `${PICTURE_PATH}/${n}`;
}

function nameOf(path = ''): string {
  return isStdin(path) ? 'stdin' : basename(path);
}

/** Tells the page where its pictures are, what they are called, and where effects are that came from files. */
function queryFor(paths: readonly string[], hasSources: boolean): string {
  const query = new URLSearchParams();
  for (const [n, path] of paths.entries()) {
    query.append('picture', addressOfPicture(n, paths).slice(1));
    query.append('name', nameOf(path));
  }
  if (hasSources) query.set('effects', EFFECTS_PATH.slice(1));
  return query.size === 0 ? '' : `?${query}`;
}

function sayUnopened(reason: string): void {
  note(`No browser was opened (${reason}); open the address above yourself.`, false);
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
  signal.throwIfAborted();
}
