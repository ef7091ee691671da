import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import { describeLargeFrame } from '../../film/frame/large-frame.ts';
import { describeLostParts } from '../../film/frame/lost-part.ts';
import type { Size } from '../../core/size.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { FileWait } from '../files/deadline.ts';
import { findBrokenHeaders, type PictureSet } from './picture-set.ts';
import type { Session } from './session.ts';

/** Several pictures, and what they are looked at with. */
interface Examination {
  readonly pictures: PictureSet;
  readonly spec: RenderSpec;
  readonly session: Session;
  readonly skipBroken: boolean;
  readonly onNote: (text: string) => void;
}

const LEAVES_OUT = 'With --skip-broken a film is made without such pictures.';

/** The codes of what is wrong with a picture itself. */
const BROKEN = ['picture-undecodable', 'picture-too-large', 'input-unreadable'];

/**
 * Looks at all pictures before anything is drawn: first at their headers, then each is decoded, one after the other.
 *
 * @returns those that are whole, and the spec of these
 * @throws StillmotionError naming the first that isn't whole, unless those are left out
 */
export async function examinePictures(
  { pictures, spec, session, skipBroken, onNote }: Examination,
  wait: FileWait,
): Promise<{ pictures: PictureSet; spec: RenderSpec }> {
  const broken = await findBrokenHeaders(pictures, wait);
  const refuse = () => {
    const [first] = broken.values();
    if (first !== undefined && !skipBroken)
      throw new StillmotionError(first.code, `${first.message} ${LEAVES_OUT}`, { cause: first });
  };
  refuse();
  await session.offer(pictures.paths);
  const listed = spec.pictures ?? [];
  const sizes: Size[] = [];
  for (const [n, own] of listed.entries()) {
    if (broken.has(n)) continue;
    wait.signal.throwIfAborted();
    try {
      sizes.push(await session.examine(n, own.crop ?? spec.crop));
    } catch (error) {
      if (!(error instanceof StillmotionError) || !BROKEN.includes(error.code)) throw error;
      broken.set(n, named(error, pictures.names[n] ?? ''));
    }
    refuse();
  }
  for (const error of broken.values()) onNote(`Left out: ${error.message}`);
  const whole = listed.filter((_, n) => !broken.has(n));
  if (whole.length === 0)
    throw new StillmotionError(
      'picture-undecodable',
      `Of ${counted(listed.length, 'picture')} none can be read; the first: ${[...broken.values()][0]?.message}`,
    );
  const left = pictures.without(new Set(broken.keys()));
  const notes = [describeLostParts(spec, sizes, left.names), describeLargeFrame(spec, sizes[0])];
  for (const text of notes) if (text !== undefined) onNote(text);
  return { pictures: left, spec: { ...spec, pictures: whole } };
}

function named(error: StillmotionError, name: string): StillmotionError {
  return new StillmotionError(error.code, `${name}: ${error.message}`, { cause: error });
}
