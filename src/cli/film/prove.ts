import { filmSeconds } from '../../containers/film-chunks.ts';
import { StillmotionError } from '../../core/errors.ts';
import { findCodec } from '../../codecs/index.ts';
import { findContainer } from '../../containers/index.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
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
  if (whyNot([film.codec], written.length === 0) !== undefined) return undefined;
  if (!(asked ?? filmSeconds(film) < SHORT_FILM)) return undefined;
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

/**
 * What can't be proven is refused before anything is written, where a proof was asked for.
 *
 * @throws StillmotionError `usage`
 */
export function assertProvable(
  format: RenderSpec['format'],
  isPiped: boolean,
  asked: boolean | undefined,
): void {
  const why = whyNot(findContainer(format).codecs, isPiped);
  if (asked === true && why !== undefined) throw cannot(why);
}

function whyNot(codecs: readonly string[], isPiped: boolean): string | undefined {
  if (isPiped) return 'what goes to stdout is gone';
  const isRaw = codecs.every((name) => findCodec(name).takes === 'frames');
  return isRaw ? 'raw frames are what was drawn' : undefined;
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
