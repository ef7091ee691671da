import type { Chunk, DecoderConfig } from '../../core/chunk.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { counted } from '../../core/values/counted.ts';
import { findFlatPlaces, hasChroma, kindOfFlat } from '../../core/planes/flat-places.ts';
import { isSameButLevel } from '../h264-stream/same-but-level.ts';
import { frameOptions } from './encoder-config.ts';
import { createOutput } from './encoder-output.ts';
import { copyPlanes, hasPlanes } from './frame-planes.ts';
import { holdQuantizer } from './hold-quantizer.ts';
import { isPlain, type Told } from './plain-pictures.ts';
import type { KeyTrier } from './try-keys.ts';
import { type FlatSeen, type QualityWatch, watchQuality } from './watch-quality.ts';

/** Frames that are given to an encoder before the first comes out: enough to keep it busy. */
const MOST_IN_FLIGHT = 8;
/** Of so many frames one is looked at for flat colours: they come to stay. */
const LOOKED_AT = 8;

/** What came of frames. */
export interface Encoded {
  readonly chunks: readonly Chunk[];
  /** As what their encoder got them. */
  readonly told: Told;
  /** Of the brightness of each, dB; left out where nobody measured. */
  readonly psnr?: readonly number[];
  /** What was seen of its flat colours; left out where there are none. `unseen`: some came behind its first frame. */
  readonly flat?: FlatSeen | 'unseen';
  /** Other groups' parameters are not for it, so that one film can't have both. */
  readonly isUnlike?: true;
}

/** An encoder at work on a group of pictures. */
export interface GroupEncoder {
  /**
   * Encodes a frame, and waits until the encoder has caught up.
   *
   * @param repeats it shows what the one before shows
   */
  give(image: VideoFrame, repeats: boolean): Promise<void>;
  /** What came of the first one. */
  keyFrame(): Promise<Chunk>;
  /** Once all have come. */
  finish(): Promise<Encoded>;
  close(): void;
}

/**
 * Encodes frames, the first as a key frame, and before them that one once more where the encoder has to be rehearsed.
 *
 * @param colorSpace what the colours of frames are; left out: what the encoder says
 * @param trier gives its encoder, and its key frame where that is the first one; left out: a new one
 */
export function createGroupEncoder(
  told: Told,
  colorSpace: VideoColorSpaceInit | undefined,
  onChunk: (chunk: Chunk) => void,
  signal: AbortSignal | undefined,
  trier?: KeyTrier,
): GroupEncoder {
  const { film, config } = told;
  const { rehearsed = false, held, behindKey } = film.steady ?? {};
  const rehearsals = rehearsed ? 1 : 0;
  const rates = held === undefined ? undefined : holdQuantizer(held, film.fps, behindKey);
  /** Of frames that were given, whether they show what the one before shows. */
  const repeating: boolean[] = [];
  /** Until its key frame has come, nobody knows. */
  const mayBeMeasured = film.plain !== undefined && film.steady === undefined;
  let quality: QualityWatch | undefined;
  let isMeasured = false;
  /** Its flat colours are looked at; `late`: there are some, and nobody does. */
  let flat: boolean | 'late' = false;
  let key: Chunk | undefined;
  const onCame = (chunk: Chunk) => {
    if (key === undefined && told.isMeasured === undefined && !isPlain(chunk, film)) {
      isMeasured = false;
      if (!flat) stopWatching();
    }
    key ??= chunk;
    quality?.came(chunk);
    rates?.came(chunk, repeating[output.received() - 1] ?? false);
    onChunk(chunk);
  };
  const output = createOutput(film.codec, rehearsals, colorSpace, onCame, signal);
  const encoder = trier?.handOver(output.callbacks) ?? new VideoEncoder(output.callbacks);
  trier?.close();
  const chunks: Chunk[] = [];
  let given = 0;
  let lastRate: number | undefined;

  function stopWatching(): void {
    quality?.close();
    quality = undefined;
  }

  async function beginWatching(image: VideoFrame): Promise<void> {
    isMeasured = told.isMeasured ?? mayBeMeasured;
    flat = told.isFlat ?? (film.keepsFlat === true && (await hasFlat(image, film)));
    if (isMeasured || flat) quality = watchQuality({ measures: isMeasured, looksAtFlat: flat });
  }

  function encodeNext(image: VideoFrame, repeats: boolean): void {
    const rate = rates?.next(repeats);
    const options = frameOptions(film, given, told.quantizers);
    try {
      if (encoder.state === 'unconfigured') encoder.configure(config);
      if (rate !== undefined && rate !== lastRate) encoder.configure({ ...config, bitrate: rate });
      lastRate = rate;
      if (given < rehearsals) encoder.encode(image, options);
      const tried = given === 0 ? trier?.only() : undefined;
      if (tried) output.callbacks.output(...tried);
      else encoder.encode(image, options);
    } catch (cause) {
      throw output.failure(cause);
    }
  }

  return {
    async give(image, repeats) {
      // What it is told goes by all frames before.
      while (rates && output.received() < given) await output.next();
      repeating.push(repeats);
      if (hasPlanes(image)) {
        if (given === 0) await beginWatching(image);
        else if (!flat && film.keepsFlat && given % LOOKED_AT === 0 && (await hasFlat(image, film)))
          flat = 'late';
      }
      if (quality) await output.orFailed(quality.given(image));
      encodeNext(image, repeats);
      given++;
      while (given - output.received() >= MOST_IN_FLIGHT) {
        // An encoder that looks ahead accepts frames without giving any: its own queue tells.
        if (output.received() === 0 && encoder.encodeQueueSize === 0 && given < 4 * MOST_IN_FLIGHT)
          break;
        await output.next();
      }
      chunks.push(...output.take());
    },
    async keyFrame() {
      while (key === undefined) await output.next();
      return key;
    },
    async finish() {
      // It may reject before the encoder's error is told.
      const flushed = encoder
        .flush()
        .catch((cause: unknown) => Promise.reject(output.failure(cause)));
      await output.orFailed(flushed);
      chunks.push(...output.take());
      assertComplete(given, output.received());
      const described = describedAs(chunks, told.described);
      if (described === undefined) return { chunks, told, isUnlike: true };
      const unseen = flat === 'late' && { flat: 'unseen' as const };
      if (quality === undefined) return { chunks: described, told, ...unseen };
      const seen = await output.orFailed(quality.finish());
      return {
        chunks: described,
        told: { ...told, isMeasured },
        ...(isMeasured && { psnr: seen.psnr }),
        ...(flat === true && { flat: seen.flat }),
        ...unseen,
      };
    },
    close() {
      output.close();
      stopWatching();
      if (encoder.state !== 'closed') encoder.close();
    },
  };
}

/** Where anything moves, white margins and black bars alone aren't looked at: that takes films of these several times as long. */
async function hasFlat(image: VideoFrame, { still }: FilmPlan): Promise<boolean> {
  const picture = await copyPlanes(image);
  const kind = kindOfFlat(picture, hasChroma);
  const isLookedAt = still ? kind !== undefined : kind === 'colours';
  return isLookedAt && findFlatPlaces(picture) !== undefined;
}

/** All groups of a film are decoded by the parameters that come with its first one; `undefined` where that can't be. */
function describedAs(chunks: Chunk[], described: DecoderConfig | undefined): Chunk[] | undefined {
  const own = chunks[0]?.decoderConfig;
  if (described?.description === undefined || own?.description === undefined) return chunks;
  if (!isSameButLevel(own.description, described.description)) return undefined;
  return chunks.map((chunk) =>
    chunk.decoderConfig ? { ...chunk, decoderConfig: described } : chunk,
  );
}

function assertComplete(given: number, received: number): void {
  if (given === received) return;
  throw new StillmotionError(
    'encoding-failed',
    `The encoder gave ${counted(received, 'chunk')} for ${counted(given, 'frame')}; expected one each.`,
  );
}
