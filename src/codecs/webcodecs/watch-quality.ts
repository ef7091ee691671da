import type { Chunk } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { faultOfFlat, type FlatFault, joinFaults, NO_FAULT } from '../../core/planes/flat-error.ts';
import { findFlatPlaces, type FlatPlaces, type Planes } from '../../core/planes/flat-places.ts';
import { copyPlanes } from './frame-planes.ts';

/** Frames that a decoder is given before it has taken the ones before. */
const MOST_IN_FLIGHT = 8;
/** Mean squared error of rounding to whole levels: what is less can't be told from that. */
const ROUNDING = 1 / 12;

/** What is wanted of it. */
interface WatchOptions {
  /** PSNR is measured. */
  readonly measures: boolean;
  /** Flat colours are looked at. */
  readonly looksAtFlat: boolean;
}

/** What was seen of flat colours. */
export interface FlatSeen extends FlatFault {
  /** All frames have them at the same places. */
  readonly stands: boolean;
}

/** What was seen of frames. */
export interface Seen {
  /** Of the brightness of each, dB; none where it isn't measured. */
  readonly psnr: readonly number[];
  readonly flat: FlatSeen;
}

/** Looks on while frames are encoded. */
export interface QualityWatch {
  /** Takes note of a frame that is going to be encoded, and waits until the decoder has caught up. */
  given(image: VideoFrame): Promise<void>;
  /** Decodes what came of it. */
  came(chunk: Chunk): void;
  /** Once all have come. */
  finish(): Promise<Seen>;
  close(): void;
}

/** Whether this browser can decode what it is going to encode. */
export async function canDecode(codec: string): Promise<boolean> {
  if (typeof VideoDecoder === 'undefined') return false;
  return (await VideoDecoder.isConfigSupported(decodedBy({ codec }))).supported === true;
}

/** The plan of a film that nobody can look at. */
export function unmeasured(plan: FilmPlan): FilmPlan {
  const note = `This browser has no decoder for ${plan.codecString}, so that frames of plain pictures that stand out, and flat colours that are off, aren't found.`;
  return { ...plan, notes: [...plan.notes, note] };
}

/** Frames of hardware can't be read everywhere. */
export function decodedBy(config: VideoDecoderConfig): VideoDecoderConfig {
  return { ...config, hardwareAcceleration: 'prefer-software' };
}

export function watchQuality({ measures, looksAtFlat }: WatchOptions): QualityWatch {
  const drawn: Planes[] = [];
  const seen: Promise<{ readonly psnr?: number; readonly fault: FlatFault }>[] = [];
  /** Of the first frame, and whether all others have the same. */
  let first: FlatPlaces | undefined;
  let stands = true;
  let fail: (cause: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // It is for whoever waits next.
  failed.catch(() => {});
  const decoder = new VideoDecoder({
    output(frame) {
      const expected = drawn.shift();
      const own = copyPlanes(frame)
        .finally(() => frame.close())
        .then((actual) => {
          if (expected === undefined)
            throw new Error('the decoder gave more frames than it was given');
          if (actual.peak !== expected.peak || actual.isHalved !== expected.isHalved)
            throw new Error('the decoder gave samples of another kind');
          const flat = looksAtFlat ? findFlatPlaces(expected) : undefined;
          first ??= flat;
          stands &&= isSame(first, flat);
          const fault = flat === undefined ? NO_FAULT : faultOfFlat(actual, expected, flat);
          return { fault, ...(measures && { psnr: psnrOf(actual, expected) }) };
        });
      own.catch(fail);
      seen.push(own);
    },
    error: fail,
  });
  const dequeued = () =>
    new Promise<void>((resolve) =>
      decoder.addEventListener('dequeue', () => resolve(), { once: true }),
    );
  return {
    async given(image) {
      while (decoder.decodeQueueSize >= MOST_IN_FLIGHT) await Promise.race([dequeued(), failed]);
      drawn.push(await copyPlanes(image));
    },
    came({ data, key, timestamp, decoderConfig }) {
      if (decoderConfig && decoder.state === 'unconfigured') {
        const { codec, description } = decoderConfig;
        decoder.configure(decodedBy({ codec, ...(description && { description }) }));
      }
      decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, data }));
    },
    async finish() {
      await Promise.race([decoder.flush(), failed]);
      const each = await Promise.all(seen);
      return {
        psnr: each.flatMap(({ psnr }) => psnr ?? []),
        flat: { ...joinFaults(each.map(({ fault }) => fault)), stands },
      };
    },
    close() {
      if (decoder.state !== 'closed') decoder.close();
    },
  };
}

function isSame(a: FlatPlaces | undefined, b: FlatPlaces | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.places.length === b.places.length && a.places.every((place, n) => place === b.places[n]);
}

function psnrOf(
  { planes: [actual] }: Planes,
  { planes: [{ samples, offset, stride }], peak, width, height }: Planes,
): number {
  let squares = 0;
  for (let y = 0; y < height; y++)
    for (
      let x = 0, at = offset + y * stride, own = actual.offset + y * actual.stride;
      x < width;
      x++
    )
      squares += ((actual.samples[own + x] ?? 0) - (samples[at + x] ?? 0)) ** 2;
  return 10 * Math.log10(peak ** 2 / Math.max(ROUNDING, squares / (width * height)));
}
