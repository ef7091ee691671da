import type { Gop } from '../../core/chunk.ts';
import type { DeepFrame } from '../../core/planes/deep-planes.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { FramePlanes, Nv12 } from '../../core/planes/nv12.ts';
import type { Size } from '../../core/size.ts';
import { type Frame, frames } from '../../core/timeline.ts';
import { type EncodeImagesOptions, PICTURE_COLOR, type Pixels } from '../images/encode.ts';
import { FILM_COLOR } from '../webcodecs/capture.ts';

/** What makes frames: their pixels, counted from 0, or their planes, as a renderer does. */
export type RawFrames =
  | { readonly pixels: (index: number) => Promise<Pixels> }
  | {
      readonly planes: (frames: Iterable<Frame>, size: Size) => Coming<FramePlanes>;
    }
  | {
      readonly deepPlanes: (
        frames: Iterable<Frame>,
        size: Size,
        sampling: undefined,
      ) => Coming<DeepFrame>;
    };

type Coming<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Frames as they are, each a GOP by itself, in order.
 *
 * @param part which frames; left out: the film's range
 */
export async function* passRaw(
  film: FilmPlan,
  from: RawFrames,
  { signal, onEncoded }: EncodeImagesOptions,
  part = film.range,
): AsyncGenerator<Gop> {
  const { codec } = film;
  const decoderConfig = { codec, colorSpace: 'pixels' in from ? PICTURE_COLOR : FILM_COLOR };
  let passed = 0;
  for await (const { frame, data } of makeAll(from, frames(film, part), film.size)) {
    signal?.throwIfAborted();
    const { index, timestamp } = frame;
    onEncoded?.(++passed);
    yield {
      range: { first: index, last: index },
      chunks: [{ track: 'video', data, key: true, timestamp, decoderConfig }],
    };
  }
}

interface RawFrame {
  readonly frame: Frame;
  readonly data: Uint8Array;
}

async function* makeAll(
  from: RawFrames,
  all: Iterable<Frame>,
  size: Size,
): AsyncGenerator<RawFrame> {
  if ('pixels' in from)
    for (const frame of all) yield { frame, data: bytesOf((await from.pixels(frame.index)).data) };
  else if ('planes' in from)
    for await (const { frame, planes } of from.planes(all, size))
      yield { frame, data: packI420(planes, size) };
  else
    for await (const { frame, planes } of from.deepPlanes(all, size, undefined))
      // Its memory is used again.
      yield { frame, data: bytesOf(planes.samples.slice()) };
}

/** As they lie in memory: the lower byte first, wherever browsers run. */
function bytesOf(samples: Uint8ClampedArray | Uint16Array): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** Three planes, one behind the other, without what pads their rows; an odd side's chroma is rounded up. */
export function packI420(
  { bytes, planes: [luma, chroma] }: Nv12,
  { width, height }: Size,
): Uint8Array {
  const columns = Math.ceil(width / 2);
  const rows = Math.ceil(height / 2);
  const packed = new Uint8Array(width * height + 2 * columns * rows);
  for (let row = 0; row < height; row++) {
    const from = luma.offset + row * luma.stride;
    packed.set(bytes.subarray(from, from + width), row * width);
  }
  let cb = width * height;
  let cr = cb + columns * rows;
  for (let row = 0; row < rows; row++) {
    let from = chroma.offset + row * chroma.stride;
    for (let column = 0; column < columns; column++) {
      packed[cb++] = bytes[from++] ?? 0;
      packed[cr++] = bytes[from++] ?? 0;
    }
  }
  return packed;
}
