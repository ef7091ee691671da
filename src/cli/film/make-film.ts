import { messageOf, StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { FrameRange } from '../../core/timeline.ts';
import { rangeLength, type RenderPlan } from '../../film/plan.ts';
import { embedTags } from '../../film/carried/embedded-spec.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { FilmProof } from '../../verify/proof.ts';
import { findContainer } from '../../containers/index.ts';
import { joinGops } from '../../codecs/join.ts';
import { writeFilm } from '../../containers/write-film.ts';
import {
  claimParts,
  noCheckpoint,
  openCheckpoint,
  type PartsFolder,
  partsFolder,
} from '../checkpoint/checkpoint.ts';
import { waitForFiles, withDeadline } from '../files/deadline.ts';
import { beginFilm, type BegunFilm, filmGops } from './gops.ts';
import type { RenderOptions } from '../options/render-options.ts';
import { fitBytes, type Judge } from './fit-bytes.ts';
import { openOutput, type OutputWait } from '../output/output.ts';
import {
  checkOutput,
  type OutputPlace,
  pictureInputs,
  STDOUT,
  unwritable,
} from '../files/output-place.ts';
import { chooseFormat } from './choose-format.ts';
import { namedInputs, openEffectInputs } from '../options/effect-inputs.ts';
import { assertProvable, proveFilm } from './prove.ts';
import { sayOnce } from '../terminal/say-once.ts';
import { createRetries, type Retries } from './retries.ts';
import { Sequence } from '../output/sequence.ts';
import type { Progress } from '../terminal/progress.ts';
import { lastingAs } from '../../film/time/sound.ts';
import { asTaken, coverOf, openHeldSound } from './sound.ts';
import { roomForSound } from './sound-room.ts';
import type { SoundFile } from '../../containers/mediabunny/read-sound.ts';
import type { FilmReport } from './film-report.ts';
import { type Drawing } from '../session/drawing.ts';

/** All that can be known of a film before anything is drawn. */
export interface AskedFilm {
  /** Paths of its pictures; none: the built-in one. */
  readonly pictures: readonly string[];
  readonly spec: RenderSpec;
  readonly place: OutputPlace;
  readonly options: RenderOptions;
}

/** How a film is made that somebody has asked for. */
export interface Making {
  /** Told what a person should know. */
  readonly say: (text: string) => void;
  readonly showFrames: (total: number) => Progress;
  readonly withDrawing: <T>(
    pictures: readonly string[],
    work: (drawing: Drawing) => Promise<T>,
  ) => Promise<T>;
}

/**
 * Decides what kind of film it is, and looks whether it can be put where it is to be.
 *
 * @param pictures their paths
 * @param typed after which it is called where nobody says: the picture, or the folder of several
 */
export async function placeFilm(
  pictures: readonly string[],
  typed: string | undefined,
  asked: RenderSpec,
  options: RenderOptions,
  wait: OutputWait,
): Promise<AskedFilm> {
  const { spec, output } = chooseFormat(asked, typed, options);
  assertProvable(spec.format, output === STDOUT, options.verify);
  await openEffectInputs(spec, wait);
  const inputs = {
    ...pictureInputs(pictures),
    ...namedInputs(spec),
    spec: options.spec,
    sound: options.audio,
  };
  const place = await waitForFiles(
    checkOutput(output, options.overwrite, inputs),
    `looking where ${output} will be`,
    wait,
  );
  return { pictures, spec, place, options };
}

/** Draws a film that is asked for, or a part of it, into what it is to be. */
export type DrawnWork<T> = (
  drawing: Drawing,
  spec: RenderSpec,
  destination: Destination,
  options: RenderOptions,
  wait: OutputWait,
  making: Making,
) => Promise<T>;

/** Makes a film, with a sound and from the parts that are kept of it, if there are any. */
export function makeFilm(
  film: AskedFilm,
  wait: OutputWait,
  making: Making,
): Promise<Omit<FilmReport, 'seconds'>> {
  return withFilm(film, wait, making, async (drawing, spec, destination, options) => {
    if (options.maxBytes !== undefined && destination.place.path === STDOUT)
      throw new StillmotionError(
        'usage',
        '--max-bytes tries how large a film gets, and what has gone to stdout has gone; give --output a path.',
      );
    const eachTime = { ...making, say: sayOnce(making.say) };
    const make = (fitting: RenderSpec, judge: Judge) =>
      renderFilm(drawing, fitting, destination, options, wait, eachTime, judge);
    return fitBytes(options.maxBytes, spec, make, making.say);
  });
}

/** Opens what a film is made of, does the work, and closes it. */
export async function withFilm<T>(
  { pictures, spec: asked, place, options }: AskedFilm,
  wait: OutputWait,
  making: Making,
  work: DrawnWork<T>,
): Promise<T> {
  const sound = await openHeldSound(options.audio, asked, wait);
  const spec = lastingAs(sound, asked);
  const cover = pictures.length === 0 ? await coverOf(sound, options.audio) : undefined;
  const parts = options.resume
    ? await waitForFiles(claimResumable(place), `looking for parts of ${place.path}`, wait)
    : undefined;
  try {
    return await making.withDrawing(cover ? [cover.path] : pictures, async (drawing) =>
      work(
        drawing,
        await drawing.examine(spec, options.skipBroken),
        { place, parts, sound },
        options,
        wait,
        making,
      ),
    );
  } finally {
    await cover?.remove();
    if (parts && (await releaseParts(parts, options)))
      making.say(`What is finished is kept in ${parts.path}; the same command goes on with it.`);
  }
}

/** True when something is kept; false, too, where the disk doesn't say. */
function releaseParts(parts: PartsFolder, { timeout }: RenderOptions): Promise<boolean> {
  return withDeadline(parts.release(), timeout, 'at the parts', 'The file system').catch(
    () => false,
  );
}

/** Where a film goes, and where its finished parts are kept, if they are. */
export interface Destination {
  readonly place: OutputPlace;
  readonly parts: PartsFolder | undefined;
  /** What is heard with it, if anything. */
  readonly sound: SoundFile | undefined;
}

/** Parts are kept in a folder beside the film. */
async function claimResumable(place: OutputPlace): Promise<PartsFolder> {
  if (place.path === STDOUT) {
    throw new StillmotionError(
      'usage',
      '--resume keeps parts beside a film, and stdout has no beside; give --output a path, or leave out --resume.',
    );
  }
  if (place.copied) throw unwritable(partsFolder(place), { code: 'EACCES' });
  return claimParts(place);
}

async function renderFilm(
  drawing: Drawing,
  spec: RenderSpec,
  destination: Destination,
  options: RenderOptions,
  wait: OutputWait,
  { say, showFrames }: Making,
  judge: Judge,
): Promise<Omit<FilmReport, 'seconds'>> {
  const { signal } = wait;
  const { place, parts, sound } = destination;
  const retries = createRetries({ retries: options.retries, signal, onRetry: say });
  const begun = await beginKept(drawing, spec, destination, retries, wait, say);
  const { session, plan, start, checkpoint } = begun;
  const film = withTags(start.film, options);
  const heard = await asTaken(sound, options.audio, film, plan.spec, session, say);
  const soundBytes = await roomForSound(heard, film, options.maxBytes);
  const many = findContainer(film.container).files === 'many';
  const file = many ? new Sequence(place, wait) : await openOutput(place, wait, checkpoint.folder);
  const progress = showFrames(rangeLength(plan.range));
  const began = performance.now();
  try {
    const gops = filmGops(begun, drawing, retries, (count) => progress.update(count));
    let proof: FilmProof | undefined;
    let renderSeconds = 0;
    const prove = async () => {
      progress.stop();
      renderSeconds = secondsSince(began);
      judge(film, file.byteLength, soundBytes);
      proof = await proveFilm(begun, file.written, heard, drawing, retries, options.verify, say);
    };
    const chunks = joinGops(gops, film, signal);
    const written = await writeFilm(chunks, film, file, signal, heard, prove);
    if (parts) await clearParts(parts, options, say);
    const { byteLength: bytes } = file;
    return {
      plan,
      start,
      written,
      sound: heard,
      proof,
      output: place.path,
      bytes,
      session,
      renderSeconds,
      verifySeconds: proof && secondsSince(began) - renderSeconds,
    };
  } finally {
    progress.stop();
  }
}

/**
 * Begins a film behind what is kept of it.
 *
 * @param partOf which of its frames are made; left out: all
 */
export async function beginKept(
  drawing: Drawing,
  spec: RenderSpec,
  { place, parts }: Destination,
  retries: Retries,
  wait: OutputWait,
  say: (text: string) => void,
  partOf?: (plan: RenderPlan) => FrameRange,
): Promise<BegunFilm> {
  const begun = await beginFilm(
    drawing,
    spec,
    retries,
    (job, range) =>
      parts
        ? openCheckpoint(parts, place, job, range, drawing.pictures(), say, wait)
        : Promise.resolve(noCheckpoint(range)),
    partOf,
  );
  const { checkpoint, range, start } = begun;
  if (checkpoint.next > range.first) say(`Going on from frame ${checkpoint.next}.`);
  for (const text of start.film.notes) say(text);
  return begun;
}

/** The plan of a film whose file says what was asked for of itself. */
export function withTags(film: FilmPlan, { meta = {}, embed }: RenderOptions): FilmPlan {
  const { stillmotion, ...others } = film.tags ?? {};
  if (embed === false) return { ...film, tags: meta };
  const job = stillmotion && { stillmotion: embedTags(stillmotion, meta) };
  return { ...film, tags: { ...meta, ...others, ...job } };
}

function secondsSince(time: number): number {
  return (performance.now() - time) / 1000;
}

/** The film is at its place, whatever becomes of its parts. */
export async function clearParts(
  parts: PartsFolder,
  { timeout }: RenderOptions,
  say: (text: string) => void,
): Promise<void> {
  await withDeadline(parts.clear(), timeout, 'removing parts', 'The file system').catch(
    (error: unknown) => say(`${parts.path} can't be removed: ${messageOf(error)}`),
  );
}
