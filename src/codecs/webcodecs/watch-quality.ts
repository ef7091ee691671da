import type { Chunk } from '../../core/chunk.ts';

/** Frames that a decoder is given before it has taken the ones before. */
const MOST_IN_FLIGHT = 8;
/** The largest sample of ten bits. */
const PEAK = 1023;
/** Mean squared error of rounding to ten bits: what is less can't be told from that. */
const ROUNDING = 1 / 12;

/** Looks on while frames of ten bits are encoded. */
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
  readonly samples: Uint16Array;
  readonly width: number;
  readonly height: number;
  /** From row to row. */
  readonly stride: number;
}

/** @param config of their encoder */
export function watchQuality({ codec }: VideoEncoderConfig): QualityWatch {
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
  decoder.configure({ codec });
  const dequeued = () =>
    new Promise<void>((resolve) =>
      decoder.addEventListener('dequeue', () => resolve(), { once: true }),
    );
  return {
    async given(image) {
      while (decoder.decodeQueueSize >= MOST_IN_FLIGHT) await Promise.race([dequeued(), failed]);
      drawn.push(await copyLuma(image));
    },
    came({ data, key, timestamp }) {
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
  const { visibleRect } = frame;
  if (visibleRect === null || !frame.format?.endsWith('P10'))
    throw new Error(`a frame of ten bits came as ${frame.format ?? 'nothing that can be read'}`);
  const bytes = new Uint8Array(frame.allocationSize());
  const [place] = await frame.copyTo(bytes);
  if (place === undefined) throw new Error('a frame came without planes');
  return {
    samples: new Uint16Array(bytes.buffer, place.offset),
    width: visibleRect.width,
    height: visibleRect.height,
    stride: place.stride / 2,
  };
}

function psnrOf(actual: Luma, { samples, width, height, stride }: Luma): number {
  let squares = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0, at = y * stride, own = y * actual.stride; x < width; x++)
      squares += ((actual.samples[own + x] ?? 0) - (samples[at + x] ?? 0)) ** 2;
  return 10 * Math.log10(PEAK ** 2 / Math.max(ROUNDING, squares / (width * height)));
}
