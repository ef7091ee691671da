import { type Color, quantize } from 'gifenc';
import type { Chunk, Gop } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import { frames, gopRanges } from '../../core/timeline.ts';
import { type EncodeImagesOptions, PICTURE_COLOR, type Pixels } from '../images/encode.ts';
import { createQuantizer, type Quantizer } from './apply-palette.ts';
import type { DitherName } from './dither-names.ts';
import { imageOf } from './image.ts';
import type { Palette } from './palette.ts';
import type { PaletteName } from './palette-names.ts';

/** Frames that the palette is made of, evenly over the film. */
const SAMPLED_FRAMES = 16;
/** Pixels of each of them, about; all of them would say no more of 256 colours. */
const SAMPLED_PIXELS = 1 << 16;
const MOST_COLORS = 256;

/** How a GIF's frames come to their colours. */
export interface GifColors {
  readonly palette: PaletteName;
  readonly dither: DitherName;
}

/**
 * Encodes frames as images of a GIF. One palette for the film is made of the whole of it, so that no colour
 * changes where nothing does, whichever part of the film is encoded; it is the decoder's description.
 *
 * @param draw gives a frame, counted from 0
 * @param part the frames to encode, which begin and end where GOPs do; left out: the film's range
 */
export async function* encodeGif(
  film: FilmPlan,
  draw: (index: number) => Promise<Pixels>,
  { palette: whose, dither }: GifColors,
  { signal, onEncoded }: EncodeImagesOptions,
  part = film.range,
): AsyncGenerator<Gop> {
  const hasHoles = film.transparent === true;
  const shared = whose === 'film' ? await filmPalette(film, hasHoles, draw, signal) : undefined;
  const decoderConfig = {
    codec: film.codecString,
    colorSpace: PICTURE_COLOR,
    ...(shared && { description: Uint8Array.from(withHole(shared, hasHoles).flat()) }),
  };
  const quantizer = shared && createQuantizer(shared, dither);
  const encodeOne = (pixels: Pixels) => {
    if (quantizer) return encodeFrame(pixels, quantizer, hasHoles);
    const own = paletteOf([sampleOf(pixels, hasHoles)], hasHoles);
    return encodeFrame(pixels, createQuantizer(own, dither), hasHoles, withHole(own, hasHoles));
  };
  let encoded = 0;
  for (const range of gopRanges(part, film.keyFrameInterval)) {
    const chunks: Chunk[] = [];
    for (const { index, timestamp } of frames(film, range)) {
      signal?.throwIfAborted();
      const data = encodeOne(await draw(index));
      chunks.push({ track: 'video', data, key: true, timestamp, decoderConfig });
      onEncoded?.(++encoded);
    }
    yield { range, chunks };
  }
}

/** Of every so-manieth pixel of every so-manieth frame. */
async function filmPalette(
  { range: { first, last } }: FilmPlan,
  hasHoles: boolean,
  draw: (index: number) => Promise<Pixels>,
  signal: AbortSignal | undefined,
): Promise<Palette> {
  const count = Math.min(SAMPLED_FRAMES, last - first + 1);
  const samples: Uint8ClampedArray[] = [];
  for (let n = 0; n < count; n++) {
    signal?.throwIfAborted();
    const pixels = await draw(first + Math.floor((n * (last - first + 1)) / count));
    samples.push(sampleOf(pixels, hasHoles));
  }
  return paletteOf(samples, hasHoles);
}

function sampleOf({ data }: Pixels, hasHoles: boolean): Uint8ClampedArray {
  const sample = everyNth(data, Math.ceil(data.length / 4 / SAMPLED_PIXELS));
  return hasHoles ? seenOf(sample) : sample;
}

function paletteOf(samples: readonly Uint8ClampedArray[], hasHoles: boolean): Palette {
  const pixels = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const sample of samples) {
    pixels.set(sample, position);
    position += sample.length;
  }
  const most = hasHoles ? MOST_COLORS - 1 : MOST_COLORS;
  if (pixels.length === 0) return [[0, 0, 0]];
  return exactColors(pixels, most) ?? quantize(pixels, most);
}

/** The colour behind the last is that of no pixel. */
function withHole(palette: Palette, hasHoles: boolean): Palette {
  return hasHoles ? [...palette, [0, 0, 0]] : palette;
}

/** Those that are seen: a GIF has pixels or hasn't. */
function seenOf(data: Uint8ClampedArray): Uint8ClampedArray {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const seen = pixels.filter((_, n) => !isHole(data, n));
  const opaque = new Uint8ClampedArray(seen.buffer);
  for (let at = 3; at < opaque.length; at += 4) opaque[at] = 255;
  return opaque;
}

/** Whether a pixel is more transparent than not. */
function isHole(data: Uint8ClampedArray, pixel: number): boolean {
  return (data[4 * pixel + 3] ?? 0) < 128;
}

function everyNth(data: Uint8ClampedArray, n: number): Uint8ClampedArray {
  if (n === 1) return data;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const sample = new Uint32Array(Math.ceil(pixels.length / n));
  for (let at = 0; at < sample.length; at++) sample[at] = pixels[at * n] ?? 0;
  return new Uint8ClampedArray(sample.buffer);
}

/** The colours themselves where there are few: then nothing is lost. */
function exactColors(data: Uint8ClampedArray, most: number): Palette | undefined {
  const colors = new Map<number, Color>();
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    colors.set((red << 16) | (green << 8) | blue, [red, green, blue]);
    if (colors.size > most) return undefined;
  }
  return [...colors].toSorted(([a], [b]) => a - b).map(([, color]) => color);
}

/**
 * @param hasHoles pixels that aren't there have the place behind the palette's last
 * @param own the palette, where the film has none
 */
function encodeFrame(
  pixels: Pixels,
  { apply, size: hole }: Quantizer,
  hasHoles: boolean,
  own?: Palette,
): Uint8Array<ArrayBuffer> {
  const places = apply(pixels);
  if (hasHoles)
    for (let n = 0; n < places.length; n++) if (isHole(pixels.data, n)) places[n] = hole;
  return imageOf(places, pixels, own, hasHoles ? hole : undefined);
}
