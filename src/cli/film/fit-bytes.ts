import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { formatSize } from '../../core/size.ts';
import { onPlain } from '../../film/spec/seen-through.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { searchBytes, type Try } from './byte-search.ts';
import { type Control, encoderControl, frameControl, frameOfBytes, isSized } from './coarseness.ts';
import { formatBytes } from '../terminal/format-bytes.ts';

/**
 * Looks at a film that is written and not yet in its place.
 *
 * @param soundBytes how many of its bytes are its sound's, which nothing makes smaller
 */
export type Judge = (film: FilmPlan, bytes: number, soundBytes: number) => void;

/** Thrown by the judge, so that the film takes no place. */
class MadeAgain extends Error {}

/** What is being made coarser, and what that brought. */
interface Search {
  readonly control: Control;
  readonly tries: Try[];
  /** Of the film that is made next, or was made last. */
  readonly at: number;
}

/**
 * Makes a film of at most so many bytes: as it was asked for where that is as small; else as fine as fits, which is
 * looked for by making it, a few times. Where its codec has nothing coarser, its frame gets smaller.
 *
 * @param limit bytes; left out: any film fits
 * @throws StillmotionError `usage` where it can't be as small
 */
export async function fitBytes<T>(
  limit: number | undefined,
  asked: RenderSpec,
  make: (spec: RenderSpec, judge: Judge) => Promise<T>,
  say: (text: string) => void,
): Promise<T> {
  if (limit === undefined) return make(asked, () => {});
  let search: Search | undefined;
  let isLast = false;
  let decided = asked;
  const judge: Judge = (film, bytes, soundBytes) => {
    if (bytes <= limit && (isLast || search === undefined)) return;
    const [ofPictures, allowed] = [bytes - soundBytes, limit - soundBytes];
    const now = search ?? begin(film, ofPictures, asked);
    if (now === undefined) throw tooLarge(film, limit, bytes, soundBytes, undefined, asked);
    now.tries.push({ at: now.at, bytes: ofPictures });
    const verdict = searchBytes(now.tries, allowed, now.control);
    if (verdict === 'fits') return;
    const was = now.control.name(now.at);
    const next =
      verdict === 'none' ? inSmallerFrame(now, film, ofPictures, allowed, asked) : verdict;
    if (next === undefined) throw tooLarge(film, limit, bytes, soundBytes, now.control, asked);
    isLast = 'best' in next;
    search = 'control' in next ? next : { ...now, at: 'best' in next ? next.best : next.next };
    const going = search.control.name(search.at);
    decided = asDecided(asked, film);
    say(
      `The film has ${formatBytes(bytes)} with ${was}, and ${formatBytes(limit)} are allowed; trying ${going}.`,
    );
    throw new MadeAgain();
  };
  for (;;) {
    try {
      return await make(
        search === undefined ? asked : search.control.set(decided, search.at),
        judge,
      );
    } catch (error) {
      if (!(error instanceof MadeAgain)) throw error;
    }
  }
}

/** What the picture has decided stays as it is, whatever else is tried. */
function asDecided(asked: RenderSpec, { codec, transparent }: FilmPlan): RenderSpec {
  return { ...(transparent ? asked : onPlain(asked)), codec: findCodec(codec).name };
}

function begin(film: FilmPlan, bytes: number, asked: RenderSpec): Search | undefined {
  const control = encoderControl(film, bytes) ?? frameControl(film, asked);
  return control && { control, tries: [], at: control.from };
}

/** What comes where the encoder's coarsest is too large. */
function inSmallerFrame(
  { control }: Search,
  film: FilmPlan,
  bytes: number,
  limit: number,
  asked: RenderSpec,
): Search | undefined {
  const smaller = control.isFrame ? undefined : frameControl(film, asked);
  if (smaller === undefined) return undefined;
  // About as large as it would be, and not made: no try by itself.
  const verdict = searchBytes([{ at: smaller.from, bytes }], limit, smaller);
  return typeof verdict === 'object' && 'next' in verdict
    ? { control: smaller, tries: [], at: verdict.next }
    : undefined;
}

function tooLarge(
  film: FilmPlan,
  limit: number,
  bytes: number,
  soundBytes: number,
  control: Control | undefined,
  asked: RenderSpec,
): StillmotionError {
  if (findCodec(film.codec).takes === 'scene')
    return new StillmotionError(
      'usage',
      `An ${findContainer(film.container).label} has nothing that --max-bytes could make smaller; leave it out, or choose a codec of video.`,
    );
  const at = control === undefined ? `${formatSize(film.size)} px` : control.name(control.coarsest);
  const part = (0.9 * (limit - soundBytes)) / (bytes - soundBytes);
  const fitting = formatSize(frameOfBytes(film, part));
  const smaller = isSized(asked) ? `a smaller frame, about ${fitting}` : 'a smaller frame';
  return new StillmotionError(
    'usage',
    `The film has ${formatBytes(bytes)} at its coarsest (${at}), and --max-bytes allows ${formatBytes(limit)}. Allow more, or ask for fewer frames or ${smaller}.`,
  );
}
