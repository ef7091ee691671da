import { gif } from '../../codecs/gif.ts';
import { h264 } from '../../codecs/h264.ts';
import { CODECS, isEverywhere } from '../../codecs/index.ts';
import { apng } from '../../containers/apng.ts';
import { gif as gifFile } from '../../containers/gif.ts';
import { webp } from '../../containers/webp.ts';
import { messageOf, StillmotionError } from '../../core/errors.ts';
import type { Size } from '../../core/size.ts';
import type { CodecTrial, TrialOutcome } from '../../verify/trial.ts';
import type { DrawingPage } from '../browser/drawing-page.ts';
import { withDeadline } from '../files/deadline.ts';

const FULL_HD: Size = { width: 1920, height: 1080 };
/** The sizes that codecs of video are tried at; what takes longest comes last. */
const SIZES: readonly Size[] = [{ width: 640, height: 360 }, FULL_HD];
const LARGE: Size = { width: 3840, height: 2160 };
/** The longest that one trial may take, s. */
const LONGEST = 8;

export interface TriedCodec extends CodecTrial {
  readonly outcome: TrialOutcome;
}

/** All codecs of a browser, tried one after the other until the time is up: what is left is said, too. */
export async function tryCodecs(
  page: Pick<DrawingPage, 'call'>,
  secondsLeft: () => number,
  signal: AbortSignal,
): Promise<TriedCodec[]> {
  const tried: TriedCodec[] = [];
  let gone: string | undefined;
  for (const trial of trials()) {
    signal.throwIfAborted();
    const seconds = Math.min(LONGEST, secondsLeft());
    const why = gone ?? (seconds <= 1 ? 'the time is up' : undefined);
    if (why !== undefined) {
      tried.push({ ...trial, outcome: untried(why) });
      continue;
    }
    const outcome = await tryOne(page, trial, seconds).catch((error: unknown) => {
      signal.throwIfAborted();
      if (isGone(error)) gone = 'the browser has ended';
      if (!isLate(error)) return failed(messageOf(error));
      return seconds < LONGEST
        ? untried('it was at work when the time was up')
        : failed(`no answer in ${LONGEST} s`);
    });
    tried.push({ ...trial, outcome });
  }
  return tried;
}

async function tryOne(
  page: Pick<DrawingPage, 'call'>,
  trial: CodecTrial,
  seconds: number,
): Promise<TrialOutcome> {
  const reply = await withDeadline(page.call('tryCodec', trial), seconds, 'trying a codec');
  return reply.ok ? reply.value : failed(reply.message);
}

/** Video at each size by hardware, by programs (with ten bits, too) and by ourselves; pictures at full HD, one by itself or some in a file. */
function* trials(): Generator<CodecTrial> {
  for (const size of SIZES) {
    yield* videoTrials(size);
    for (const { name: codec, takes, ...codecs } of CODECS)
      if (takes === 'planes' && 'deep' in codecs) yield { codec, size, hardware: false, depth: 10 };
    yield { codec: h264.name, size, hardware: false, rolled: true };
  }
  for (const { name: codec, takes } of CODECS)
    if (takes === 'rgba' && codec !== gif.name) yield { codec, size: FULL_HD, hardware: false };
  for (const { name: format, codecs } of [gifFile, apng, webp])
    yield { codec: codecs[0], size: FULL_HD, hardware: false, format };
  yield* videoTrials(LARGE);
}

function* videoTrials(size: Size): Generator<CodecTrial> {
  for (const hardware of [true, false])
    for (const codec of CODECS) {
      if (codec.takes === 'planes' && (hardware || isEverywhere(codec)))
        yield { codec: codec.name, size, hardware };
    }
}

function isGone(error: unknown): boolean {
  return error instanceof StillmotionError && error.code === 'browser-failed';
}

function isLate(error: unknown): boolean {
  return error instanceof StillmotionError && error.code === 'deadline-exceeded';
}

function untried(why: string): TrialOutcome {
  return { works: false, because: 'untried', why };
}

function failed(why: string): TrialOutcome {
  return { works: false, because: 'failed', why: why.split('\n', 1).join('') };
}
