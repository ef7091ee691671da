import { StillmotionError } from '../core/errors.ts';
import type { FrameRange } from '../core/timeline.ts';
import { untilAborted } from '../core/streams/until-aborted.ts';
import type { FilmFile } from '../containers/film-file.ts';
import type { FramePlanes, Samples } from './compare.ts';

/** A frame of a film as a decoder gives it. */
export interface DecodedFrame {
  /** Counted from the film's first frame, 0. */
  readonly frame: number;
  readonly planes: FramePlanes;
  /** What the stream says of its colours. */
  readonly colorSpace: VideoColorSpaceInit;
}

/** Frames that are given to a decoder before it has taken the ones before. */
const MOST_IN_FLIGHT = 8;

/**
 * Decodes frames of a film: each exactly, as it is counted and not sought by its time. What stands between
 * a key frame and them is decoded, too, and dropped.
 *
 * @param frames in ascending order
 * @param onBusy called while the decoder is at work, and all that came of it before is taken
 * @throws StillmotionError `decoding-failed`, `film-unreadable`; the signal's reason when aborted
 */
export async function* decodeFrames(
  film: FilmFile,
  frames: readonly number[],
  signal?: AbortSignal,
  onBusy?: () => void,
): AsyncGenerator<DecodedFrame> {
  const output = createOutput(new Set(frames), signal);
  await assertDecodable(film.config);
  const decoder = new VideoDecoder(output.callbacks);
  try {
    decoder.configure(film.config);
    for (const { first, last } of gopsOf(film, frames)) {
      for (let frame = first; frame <= last; frame++) {
        const { data, key } = await film.read(frame);
        // Its number in the place of its time: so it comes out again.
        const type = key ? 'key' : 'delta';
        output.decode(decoder, new EncodedVideoChunk({ type, timestamp: frame, data }));
        while (decoder.decodeQueueSize >= MOST_IN_FLIGHT) await output.dequeued(decoder);
        yield* output.take();
      }
      const flushed = output.flushed(decoder);
      onBusy?.();
      await flushed;
      yield* output.take();
    }
    output.assertComplete();
  } finally {
    output.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}

/** From the key frame to the last that is wanted, for each GOP that has one. */
function gopsOf(film: FilmFile, frames: readonly number[]): FrameRange[] {
  const last = new Map<number, number>();
  for (const frame of frames) last.set(film.keyFrameFor(frame), frame);
  return [...last].map(([first, end]) => ({ first, last: end }));
}

/** What the decoder gives, as promises; its errors are thrown where somebody waits. */
function createOutput(wanted: ReadonlySet<number>, signal: AbortSignal | undefined) {
  const decoded: Promise<DecodedFrame>[] = [];
  let received = 0;
  const failing = new AbortController();
  const abort = () => failing.abort(signal?.reason);
  const orFailed = <T>(work: Promise<T>) => untilAborted(work, failing.signal);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);

  return {
    // What is damaged closes the decoder, whose own words come too late: then each call of it throws others.
    decode(decoder: VideoDecoder, chunk: EncodedVideoChunk) {
      failing.signal.throwIfAborted();
      try {
        decoder.decode(chunk);
      } catch (cause) {
        throw failedBecause(cause);
      }
    },
    flushed: (decoder: VideoDecoder) =>
      orFailed(
        decoder.flush().catch((cause: unknown) => {
          throw failedBecause(cause);
        }),
      ),
    dequeued(decoder: VideoDecoder) {
      const once = new Promise<void>((resolve) =>
        decoder.addEventListener('dequeue', () => resolve(), { once: true }),
      );
      return orFailed(once);
    },
    async *take() {
      for (const each of decoded.splice(0)) yield await orFailed(each);
    },
    assertComplete() {
      if (received === wanted.size) return;
      throw failure(`gave ${received} of ${wanted.size} frames`);
    },
    close: () => signal?.removeEventListener('abort', abort),
    callbacks: {
      output(frame: VideoFrame) {
        if (!wanted.has(frame.timestamp)) {
          frame.close();
          return;
        }
        received++;
        // Copied at once: decoders stop where too many of their frames are kept.
        const copy = copyPlanes(frame).finally(() => frame.close());
        copy.catch(() => {});
        decoded.push(copy);
      },
      error: (cause: DOMException) => failing.abort(failedBecause(cause)),
    },
  };
}

async function copyPlanes(frame: VideoFrame): Promise<DecodedFrame> {
  const { format, timestamp } = frame;
  const { primaries, transfer, matrix, fullRange } = frame.colorSpace;
  const bytes = new Uint8Array(frame.allocationSize());
  const places = await frame.copyTo(bytes);
  const planes = places.map((place) => samplesAt(bytes, place, isDeep(format)));
  const [luma, second, third] = planes;
  const [cb, cr] = format === 'NV12' && second ? interleaved(second) : [second, third];
  if (!isKnown(format) || luma === undefined || cb === undefined || cr === undefined)
    throw failure(`gives frames as ${format ?? 'nothing that can be read'}`);
  return {
    frame: timestamp,
    planes: { luma, chroma: [cb, cr], fullRange: fullRange ?? false },
    colorSpace: { primaries, transfer, matrix, fullRange },
  };
}

const KNOWN = ['I420', 'NV12', 'I420A', 'I444'];
/** Of ten bits, in sixteen of them, the lower byte first. */
const DEEP = ['I420P10', 'I444P10'];

function isKnown(format: string | null): boolean {
  return format !== null && (KNOWN.includes(format) || isDeep(format));
}

function isDeep(format: string | null): boolean {
  return format !== null && DEEP.includes(format);
}

function samplesAt(
  bytes: Uint8Array<ArrayBuffer>,
  { offset, stride }: PlaneLayout,
  deep: boolean,
): Samples {
  if (!deep) return { values: bytes, offset, stride, step: 1 };
  const values = new Uint16Array(bytes.buffer);
  return { values, offset: offset / 2, stride: stride / 2, step: 1, depth: 10 };
}

function interleaved(both: Samples): [Samples, Samples] {
  return [
    { ...both, step: 2 },
    { ...both, offset: both.offset + 1, step: 2 },
  ];
}

async function assertDecodable(config: VideoDecoderConfig): Promise<void> {
  if (typeof VideoDecoder !== 'undefined') {
    const { supported } = await VideoDecoder.isConfigSupported(config);
    if (supported) return;
  }
  throw new StillmotionError(
    'codec-unsupported',
    `This browser has no decoder for ${config.codec}: the film can't be compared here.`,
  );
}

function failedBecause(cause: unknown): StillmotionError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return failure(`failed: ${why.replace(/\.$/, '')}`, cause);
}

function failure(what: string, cause?: unknown): StillmotionError {
  return new StillmotionError('decoding-failed', `The decoder ${what}.`, { cause });
}
