import type { Chunk } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';

/** Frames that a decoder is given before it has taken the ones before. */
const MOST_IN_FLIGHT = 8;
/** Mean squared error of rounding to whole levels: what is less can't be told from that. */
const ROUNDING = 1 / 12;
/** What decoders give, and frames of ours are made of: planes, the first of which is brightness. */
const PLANES = /^(?:I4\d\d|NV12)(?:P10)?$/;

/** Looks on while frames are encoded. */
export interface QualityWatch {
  /** Takes note of a frame that is going to be encoded, and waits until the decoder has caught up. */
  given(image: VideoFrame): Promise<void>;
  /** Decodes what came of it. */
  came(chunk: Chunk): void;
  /** PSNR of the brightness of each frame, dB; once all have come. */
  finish(): Promise<readonly number[]>;
  close(): void;
}

interface Luma {
  readonly samples: Uint8Array | Uint16Array;
  /** The largest sample that there could be. */
  readonly peak: number;
  readonly width: number;
  readonly height: number;
  /** From row to row. */
  readonly stride: number;
}

/** Whether such a frame can be looked at: of a canvas's pixels nobody knows what the encoder makes of them. */
export function canBeWatched({ format }: VideoFrame): boolean {
  return PLANES.test(format ?? '');
}

/** Whether this browser can decode what it is going to encode. */
export async function canDecode(codec: string): Promise<boolean> {
  if (typeof VideoDecoder === 'undefined') return false;
  return (await VideoDecoder.isConfigSupported(decodedBy({ codec }))).supported === true;
}

/** The plan of a film that nobody can look at. */
export function unmeasured(plan: FilmPlan): FilmPlan {
  const note = `This browser has no decoder for ${plan.codecString}, so that frames of plain pictures that stand out aren't found.`;
  return { ...plan, notes: [...plan.notes, note] };
}

/** Frames of hardware can't be read everywhere. */
function decodedBy(config: VideoDecoderConfig): VideoDecoderConfig {
  return { ...config, hardwareAcceleration: 'prefer-software' };
}

export function watchQuality(): QualityWatch {
  const drawn: Luma[] = [];
  const psnr: Promise<number>[] = [];
  let fail: (cause: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // It is for whoever waits next.
  failed.catch(() => {});
  const decoder = new VideoDecoder({
    output(frame) {
      const expected = drawn.shift();
      const measured = copyLuma(frame).finally(() => frame.close());
      const own = measured.then((actual) => {
        if (expected === undefined)
          throw new Error('the decoder gave more frames than it was given');
        return psnrOf(actual, expected);
      });
      own.catch(fail);
      psnr.push(own);
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
      drawn.push(await copyLuma(image));
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
      return Promise.all(psnr);
    },
    close() {
      if (decoder.state !== 'closed') decoder.close();
    },
  };
}

async function copyLuma(frame: VideoFrame): Promise<Luma> {
  const { visibleRect, format } = frame;
  if (visibleRect === null || format === null || !canBeWatched(frame))
    throw new Error(`a frame came as ${format ?? 'nothing that can be read'}`);
  const bytes = new Uint8Array(frame.allocationSize());
  const [place] = await frame.copyTo(bytes);
  if (place === undefined) throw new Error('a frame came without planes');
  const { width, height } = visibleRect;
  if (!format.endsWith('P10'))
    return {
      samples: bytes.subarray(place.offset),
      peak: 255,
      width,
      height,
      stride: place.stride,
    };
  const samples = new Uint16Array(bytes.buffer, place.offset);
  return { samples, peak: 1023, width, height, stride: place.stride / 2 };
}

function psnrOf(actual: Luma, { samples, peak, width, height, stride }: Luma): number {
  if (actual.peak !== peak) throw new Error('the decoder gave samples of another depth');
  let squares = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0, at = y * stride, own = y * actual.stride; x < width; x++)
      squares += ((actual.samples[own + x] ?? 0) - (samples[at + x] ?? 0)) ** 2;
  return 10 * Math.log10(peak ** 2 / Math.max(ROUNDING, squares / (width * height)));
}
