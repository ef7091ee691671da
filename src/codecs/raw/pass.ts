import type { Gop } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { FramePlanes, Nv12 } from '../../core/nv12.ts';
import type { Size } from '../../core/size.ts';
import { type Frame, frames } from '../../core/timeline.ts';
import { type EncodeImagesOptions, PICTURE_COLOR, type Pixels } from '../images/encode.ts';
import { findCodec } from '../index.ts';
import { FILM_COLOR } from '../webcodecs/capture.ts';

/**
 * Frames as they are, each a GOP by itself, in order.
 *
 * @param draw gives a frame's pixels, counted from 0
 * @param makePlanes gives the planes of frames, as `Renderer.planes` does
 * @param part which frames; left out: the film's range
 */
export async function* passRaw(
  film: FilmPlan,
  draw: (index: number) => Promise<Pixels>,
  makePlanes: (
    frames: Iterable<Frame>,
    size: Size,
  ) => Iterable<FramePlanes> | AsyncIterable<FramePlanes>,
  { signal, onEncoded }: EncodeImagesOptions,
  part = film.range,
): AsyncGenerator<Gop> {
  const { size, codec } = film;
  const named = findCodec(codec);
  if (named.takes !== 'frames') throw new Error(`${codec} is encoded`);
  const planes = named.samples === 'planes';
  const decoderConfig = { codec, colorSpace: planes ? FILM_COLOR : PICTURE_COLOR };
  const all = frames(film, part);
  const made = planes ? packAll(makePlanes(all, size), size) : drawAll(all, draw);
  let passed = 0;
  for await (const { frame, data } of made) {
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

async function* packAll(
  all: Iterable<FramePlanes> | AsyncIterable<FramePlanes>,
  size: Size,
): AsyncGenerator<RawFrame> {
  for await (const { frame, planes } of all) yield { frame, data: packI420(planes, size) };
}

async function* drawAll(
  all: Iterable<Frame>,
  draw: (index: number) => Promise<Pixels>,
): AsyncGenerator<RawFrame> {
  for (const frame of all) yield { frame, data: bytesOf(await draw(frame.index)) };
}

function bytesOf({ data }: Pixels): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
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
