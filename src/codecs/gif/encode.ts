import { type Color, GIFEncoder, quantize } from 'gifenc';
import type { Chunk, Gop } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { frames, gopRanges } from '../../core/timeline.ts';
import { type EncodeImagesOptions, PICTURE_COLOR, type Pixels } from '../images/encode.ts';
import { createQuantizer, type DitherName, type Palette, type Quantizer } from './apply-palette.ts';

/** Frames that the palette is made of, evenly over the film. */
const SAMPLED_FRAMES = 16;
/** Pixels of each of them, about; all of them would say no more of 256 colours. */
const SAMPLED_PIXELS = 1 << 16;
const MOST_COLORS = 256;

/**
 * Encodes frames as images of a GIF: with one palette, which is made of the whole film, so that no colour
 * changes where nothing does, whichever part of the film is encoded. It is the decoder's description.
 *
 * @param draw gives a frame, counted from 0
 * @param part the frames to encode, which begin and end where GOPs do; left out: the film's range
 */
export async function* encodeGif(
  film: FilmPlan,
  draw: (index: number) => Promise<Pixels>,
  dither: DitherName,
  { signal, onEncoded }: EncodeImagesOptions,
  part = film.range,
): AsyncGenerator<Gop> {
  const palette = await makePalette(film, draw, signal);
  const decoderConfig = {
    codec: film.codecString,
    colorSpace: PICTURE_COLOR,
    description: Uint8Array.from(palette.flat()),
  };
  const quantizer = createQuantizer(palette, dither);
  let encoded = 0;
  for (const range of gopRanges(part, film.keyFrameInterval)) {
    const chunks: Chunk[] = [];
    for (const { index, timestamp } of frames(film, range)) {
      signal?.throwIfAborted();
      const data = encodeFrame(await draw(index), quantizer);
      chunks.push({ track: 'video', data, key: true, timestamp, decoderConfig });
      onEncoded?.(++encoded);
    }
    yield { range, chunks };
  }
}

/** Of every so-manieth pixel of every so-manieth frame. */
async function makePalette(
  { range: { first, last } }: FilmPlan,
  draw: (index: number) => Promise<Pixels>,
  signal: AbortSignal | undefined,
): Promise<Palette> {
  const count = Math.min(SAMPLED_FRAMES, last - first + 1);
  const samples: Uint8ClampedArray[] = [];
  for (let n = 0; n < count; n++) {
    signal?.throwIfAborted();
    const { data } = await draw(first + Math.floor((n * (last - first + 1)) / count));
    samples.push(everyNth(data, Math.ceil(data.length / 4 / SAMPLED_PIXELS)));
  }
  const pixels = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const sample of samples) {
    pixels.set(sample, position);
    position += sample.length;
  }
  return exactColors(pixels) ?? quantize(pixels, MOST_COLORS);
}

function everyNth(data: Uint8ClampedArray, n: number): Uint8ClampedArray {
  if (n === 1) return data;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const sample = Uint32Array.from(
    { length: Math.ceil(pixels.length / n) },
    (_, at) => pixels[at * n] ?? 0,
  );
  return new Uint8ClampedArray(sample.buffer);
}

/** The colours themselves where there are few: then nothing is lost. */
function exactColors(data: Uint8ClampedArray): Palette | undefined {
  const colors = new Map<number, Color>();
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    colors.set((red << 16) | (green << 8) | blue, [red, green, blue]);
    if (colors.size > MOST_COLORS) return undefined;
  }
  return [...colors].toSorted(([a], [b]) => a - b).map(([, color]) => color);
}

/** A graphic control extension, whose delay the container fills in, an image descriptor, and LZW. */
function encodeFrame(pixels: Pixels, quantizer: Quantizer): Uint8Array {
  const encoder = GIFEncoder({ auto: false });
  encoder.writeFrame(quantizer.apply(pixels), pixels.width, pixels.height, { first: false });
  return encoder.bytes();
}
