import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import { rangeLength, type RenderPlan } from '../../film/plan.ts';
import type { FilmStart } from '../../headless/protocol.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { FrameRange } from '../../core/timeline.ts';
import type { Gop } from '../../core/chunk.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { Retries } from './retries.ts';
import type { Session } from '../session/session.ts';
import type { OpenJob, Drawing } from '../session/drawing.ts';

/** A job whose film is begun. */
export interface BegunFilm extends OpenJob {
  readonly start: FilmStart;
  readonly checkpoint: Checkpoint;
  /** The frames to make: the plan's, or a part of them. */
  readonly range: FrameRange;
}

/**
 * Opens a job and begins its film behind what is kept of it, in as many browsers as it takes.
 *
 * @param openCheckpoint finds what is kept of a job
 * @param partOf which frames of it are made, from GOP to GOP; left out: all
 */
export async function beginFilm(
  drawing: Drawing,
  spec: RenderSpec,
  retries: Retries,
  openCheckpoint: (job: OpenJob, range: FrameRange) => Promise<Checkpoint>,
  partOf: (plan: RenderPlan) => FrameRange = ({ range }) => range,
): Promise<BegunFilm> {
  for (let open = drawing.open; ; open = drawing.reopen) {
    try {
      const job = await open(spec);
      const range = partOf(job.plan);
      const checkpoint = await openCheckpoint(job, range);
      const start = await job.session.startFilm(checkpoint.next, range.last);
      return { ...job, checkpoint, range, start };
    } catch (error) {
      retries.spend(error, 'begins anew');
    }
  }
}

/** A whole film, GOP by GOP: those that are kept, and then all others, which are kept as they come. */
export async function* filmGops(
  begun: BegunFilm,
  drawing: Drawing,
  retries: Retries,
  onEncoded: (frames: number) => void,
): AsyncGenerator<Gop> {
  yield* begun.checkpoint.gops();
  for await (const gop of encodeGops(begun, drawing, retries, onEncoded)) {
    await begun.checkpoint.keep(gop);
    yield gop;
  }
}

/**
 * A begun film, GOP by GOP. Where its browser fails, another one goes on behind the last whole GOP: each
 * has an encoder of its own, so that the film is the same.
 *
 * @param onEncoded told how many frames of the range are encoded so far
 * @throws StillmotionError as the last browser did, when more have failed in a row than may
 */
async function* encodeGops(
  begun: BegunFilm,
  drawing: Drawing,
  retries: Retries,
  onEncoded: (frames: number) => void,
): AsyncGenerator<Gop> {
  const { plan, range, start, checkpoint } = begun;
  let { next } = checkpoint;
  // How frames are captured may be decided by the clock, and shows in their colours.
  const captures = start.film.encoder.name === 'webcodecs';
  const spec = captures ? { ...plan.spec, capture: start.capture } : plan.spec;
  const goOn = async (): Promise<Session> => {
    const { session } = await drawing.reopen(spec);
    assertAlike(begun.session, session);
    await session.startFilm(next, range.last);
    return session;
  };
  for (let session: Session | undefined = begun.session; ; session = undefined) {
    try {
      session ??= await goOn();
      const done = next - range.first;
      for await (const gop of session.gops((count) => onEncoded(done + count))) {
        assertNext(gop, next);
        yield gop;
        next = gop.range.last + 1;
        retries.reset();
      }
      if (next <= range.last) throw endsEarly(next, range);
      return;
    } catch (error) {
      retries.spend(error, `goes on from frame ${next}`);
    }
  }
}

/** Every frame, once, in order: nothing may be lost on the way. */
function assertNext({ range, chunks }: Gop, next: number): void {
  if (range.first === next && chunks.length === rangeLength(range)) return;
  throw new StillmotionError(
    'encoding-failed',
    `The frames ${range.first}-${range.last} came as ${counted(chunks.length, 'chunk')} when frame ${next} was expected.`,
  );
}

function endsEarly(frame: number, { last }: FrameRange): StillmotionError {
  return new StillmotionError(
    'encoding-failed',
    `The film ended before frame ${frame} when frames up to ${last} were expected.`,
  );
}

/** What another browser or driver draws need not be the same. */
function assertAlike(begun: Session, other: Session): void {
  if (begun.browser === other.browser && begun.renderer === other.renderer) return;
  throw new StillmotionError(
    'graphics-unavailable',
    `The film was begun with ${begun.browser} and ${begun.renderer}; the new browser is ${other.browser} with ${other.renderer}, whose frames may differ. Render it again.`,
  );
}
