import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { messageOf, StillmotionError } from '../../core/errors.ts';
import type { ServedEffects } from '../../effects/effect.ts';
import { effectFilesIn } from '../../effects/effect-text.ts';
import { sourcesIn, writeHash } from '../../film/carried/link.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { fileNamesIn } from '../../film/carried/spec-files.ts';
import { EFFECT_FILES_PATH, EFFECTS_PATH, PICTURE_PATH } from '../../protocol.ts';
import { listPageFiles } from '../browser/page-files.ts';
import { type FileWait, waitForFiles, waitForInput } from '../files/deadline.ts';
import { filesOfEffect } from '../options/effect-files.ts';
import { openEffectInputs } from '../options/effect-inputs.ts';
import { openPicture } from '../files/input.ts';
import { picturesOf, waitForSpec, type SpecOptions } from '../options/job-options.ts';
import { expandPictures } from '../options/picture-paths.ts';
import { openInBrowser } from '../server/opener.ts';
import { isStdin } from '../files/pipe.ts';
import { announce, note } from '../terminal/say.ts';
import type { ServedFile } from '../server/answer.ts';
import { serve } from '../server/serve.ts';
import { watchFiles } from '../files/watch-files.ts';

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
  assertShownByPage(spec);
  const paths = picturesOf(spec, meant);
  const files = await waitForFiles(readPlayer(), 'reading the player', wait);
  for (const [n, path] of paths.entries()) {
    const read = await waitForInput(path, () => readNeutral(path, signal), wait);
    files.set(addressOfPicture(n, paths), read);
  }
  const read = fileNamesIn(spec).map((name, n) => ({
    name,
    address: `${EFFECT_FILES_PATH.slice(1)}/${n}`,
  }));
  const { paths: inputs } = await openEffectInputs(spec, wait);
  for (const [n, input] of inputs.entries()) {
    const bytes = await waitForInput(input, () => readFile(input), wait);
    files.set(`${EFFECT_FILES_PATH}/${n}`, { contentType: 'application/octet-stream', bytes });
  }
  const isServed = sourcesIn(spec).length + inputs.length > 0;
  const served = {
    contentType: 'application/json',
    bytes: asBytes({ effects: spec.effects, files: read }),
  };
  if (isServed) files.set(EFFECTS_PATH, served);
  const server = await serve(files, options.port);
  // A shader that is saved is served anew: the page asks for it.
  const readAgain = () => waitForSpec(options, meant, wait);
  const unwatch = watchFiles(effectFilesIn(options.effect ?? '').flatMap(filesOfEffect), () => {
    readAgain().then(
      ({ effects }) => (served.bytes = asBytes({ effects, files: read })),
      (error: unknown) => (served.bytes = asBytes({ effects: [], fault: messageOf(error) })),
    );
  });
  try {
    // What is served whole is no part of the link, which would carry a part of it.
    const { effects, pictures, ...others } = spec;
    const draft = {
      ...others,
      ...(!isServed && { effects }),
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

/** No address carries a transition's text, nor is it served as those of effects are: it would be missing, unsaid. */
function assertShownByPage({ transitions = [] }: RenderSpec): void {
  const written = transitions.find(({ source }) => source !== undefined);
  if (written === undefined) return;
  throw new StillmotionError(
    'usage',
    `The player can't be given the transition ${written.file ?? 'of a shader'}; leave it out and drop its file onto the page, or render the film.`,
  );
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

function asBytes(value: ServedEffects): Buffer {
  return Buffer.from(JSON.stringify(value));
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
