import { counted } from '../../core/values/counted.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { Frame } from '../../core/timeline.ts';
import type { Chunk } from '../../core/chunk.ts';
import { frameOptions } from './encoder-config.ts';
import { createOutput } from './encoder-output.ts';
import type { ComingCapture } from './capture.ts';
import { holdQuantizer } from './hold-quantizer.ts';
import { forPicture, type Told } from './plain-pictures.ts';
import { type QualityWatch, watchQuality } from './watch-quality.ts';

/** Frames that are given to an encoder before the first comes out: enough to keep it busy. */
const MOST_IN_FLIGHT = 8;
/** A frame that is shown on is encoded so many times more: an encoder makes it better in the first of them. */
const SETTLING = 4;

interface FramesOptions {
  /** Called with each frame: whether it is left out, as it shows what the one before shows. */
  readonly onTaken: (isRepeat: boolean) => void;
  readonly onChunk: () => void;
  readonly signal: AbortSignal | undefined;
}

/** What came of frames. */
export interface Encoded {
  readonly chunks: readonly Chunk[];
  /** As what their encoder got them. */
  readonly told: Told;
  /** Of the brightness of each, dB; left out where nobody measured. */
  readonly psnr?: readonly number[];
}

/**
 * Encodes frames in order, the first as a key frame, and before them that one once more where the encoder has to be
 * rehearsed. The next frame is drawn while the encoder works, and never more than a few ahead of it.
 */
export async function encodeFrames(
  timed: Iterable<Frame>,
  capture: ComingCapture,
  told: Told,
  { onTaken, onChunk, signal }: FramesOptions,
): Promise<Encoded> {
  const { film } = told;
  const { rehearsed = false, held } = film.steady ?? {};
  const rehearsals = rehearsed ? 1 : 0;
  const rates = held === undefined ? undefined : holdQuantizer(held, film.fps);
  /** Of frames that were given, whether they show what the one before shows. */
  const repeating: boolean[] = [];
  const onCame = (chunk: Chunk) => {
    quality?.came(chunk);
    rates?.came(chunk, repeating[output.received() - 1] ?? false);
    onChunk();
  };
  const output = createOutput(film.codec, rehearsals, capture.colorSpace, onCame, signal);
  const encoder = new VideoEncoder(output.callbacks);
  const chunks: Chunk[] = [];
  let used = told;
  let quality: QualityWatch | undefined;
  try {
    let given = 0;
    let lastRate: number | undefined;
    const give = (image: VideoFrame, repeats: boolean) => {
      const rate = rates?.next(repeats);
      const options = frameOptions(used.film, given, used.quantizers);
      try {
        if (given === 0) encoder.configure(used.config);
        if (rate !== undefined && rate !== lastRate)
          encoder.configure({ ...used.config, bitrate: rate });
        lastRate = rate;
        if (given < rehearsals) encoder.encode(image, options);
        encoder.encode(image, options);
      } catch (cause) {
        throw output.failure(cause);
      }
    };
    const most = film.repeats === 'written' ? SETTLING : undefined;
    for await (const { image, repeats = false } of capture.take(timed, most)) {
      onTaken(image === undefined);
      if (image === undefined) continue;
      try {
        // What it is told goes by all frames before.
        while (rates && output.received() < given) await output.next();
        repeating.push(repeats);
        if (given === 0) {
          used = await output.orFailed(forPicture(image, used));
          if (used.isMeasured) quality = watchQuality(used.config);
        }
        if (quality) await output.orFailed(quality.given(image));
        give(image, repeats);
      } finally {
        image.close();
      }
      given++;
      while (given - output.received() >= MOST_IN_FLIGHT) {
        // An encoder that looks ahead accepts frames without giving any: its own queue tells.
        if (output.received() === 0 && encoder.encodeQueueSize === 0 && given < 4 * MOST_IN_FLIGHT)
          break;
        await output.next();
      }
      chunks.push(...output.take());
    }
    // It may reject before the encoder's error is told.
    const flushed = encoder
      .flush()
      .catch((cause: unknown) => Promise.reject(output.failure(cause)));
    await output.orFailed(flushed);
    chunks.push(...output.take());
    assertComplete(given, output.received());
    if (quality === undefined) return { chunks, told: used };
    return { chunks, told: used, psnr: await output.orFailed(quality.finish()) };
  } finally {
    output.close();
    quality?.close();
    if (encoder.state !== 'closed') encoder.close();
  }
}

function assertComplete(given: number, received: number): void {
  if (given === received) return;
  throw new StillmotionError(
    'encoding-failed',
    `The encoder gave ${counted(received, 'chunk')} for ${counted(given, 'frame')}; expected one each.`,
  );
}
