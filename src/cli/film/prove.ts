import { filmSeconds } from '../../containers/film-chunks.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { findCodec } from '../../codecs/index.ts';
import type { FilmProof } from '../../verify/proof.ts';
import type { Drawing } from '../session/drawing.ts';
import type { BegunFilm } from './gops.ts';
import type { Retries } from './retries.ts';
import type { WrittenSound } from './sound.ts';

/** A longer film is compared where that is asked for, s. */
const SHORT_FILM = 60;

/**
 * Lets a browser read a film that was written, and compare it with frames that are drawn afresh. One that fails
 * is replaced, as while it encodes.
 *
 * @param asked whether to; left out: where the film is short
 * @param written where the film is; none: it went to a pipe
 * @returns what was found; `undefined` where nobody looked
 * @throws StillmotionError `verification-failed`
 */
export async function proveFilm(
  { plan, session, start: { film } }: BegunFilm,
  written: readonly string[],
  sound: WrittenSound | undefined,
  drawing: Drawing,
  retries: Retries,
  asked: boolean | undefined,
  say: (text: string) => void,
): Promise<FilmProof | undefined> {
  const why = whyNot(film, written);
  if (asked === true && why !== undefined) throw cannot(why);
  if (!(asked ?? filmSeconds(film) < SHORT_FILM) || why !== undefined) return undefined;
  const heard = sound && Math.min(sound.duration, filmSeconds(film));
  for (let current = session; ;) {
    try {
      return await current.verify(written, heard);
    } catch (error) {
      if (asked !== true && isOutOfReach(error)) {
        say(`The film was not verified: ${error.message}`);
        return undefined;
      }
      retries.spend(error, 'compares the film anew');
      current = (await drawing.reopen(plan.spec)).session;
    }
  }
}

function whyNot({ codec }: FilmPlan, written: readonly string[]): string | undefined {
  if (written.length === 0) return 'what went to stdout is gone';
  return findCodec(codec).takes === 'frames' ? 'raw frames are what was drawn' : undefined;
}

function cannot(why: string): StillmotionError {
  return new StillmotionError(
    'usage',
    `The film can't be read back: ${why}; leave --verify out, or give --output a path.`,
  );
}

/** A browser that may not read our files, or has no decoder, says nothing against the film. */
function isOutOfReach(error: unknown): error is StillmotionError {
  return (
    error instanceof StillmotionError &&
    (error.code === 'input-unreadable' || error.code === 'codec-unsupported')
  );
}
