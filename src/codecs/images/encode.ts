import type { Chunk, Gop } from '../../core/chunk.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { Size } from '../../core/size.ts';
import { type FrameRange, frames, gopRanges } from '../../core/timeline.ts';
import type { ImageCodec } from '../codec.ts';
import { findImageCodec } from '../index.ts';
import { keepFlat } from './keep-flat.ts';

/** A frame that was drawn: four bytes a pixel, the top row first. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** What pictures are: sRGB, each channel by itself, from 0 to 255. */
export const PICTURE_COLOR = {
  primaries: 'bt709',
  transfer: 'iec61966-2-1',
  matrix: 'rgb',
  fullRange: true,
} as const satisfies VideoColorSpaceInit;

export interface EncodeImagesOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of frames that are encoded so far. */
  readonly onEncoded?: ((count: number) => void) | undefined;
}

/**
 * Encodes frames as pictures, in order. Those of a GOP are drawn one after the other and encoded side by side;
 * where nothing moves, one is all that is.
 *
 * @param draw gives a frame, counted from 0
 * @param part the frames to encode, which begin and end where GOPs do; left out: the film's range
 */
export async function* encodeImages(
  film: FilmPlan,
  draw: (index: number) => Promise<Pixels>,
  { signal, onEncoded }: EncodeImagesOptions,
  part = film.range,
): AsyncGenerator<Gop> {
  let encoded = 0;
  const still = film.still
    ? await encodeImage(await draw(0), findImageCodec(film.codec), film.quality)
    : undefined;
  for (const range of gopRanges(part, film.keyFrameInterval)) {
    const chunks = await encodeRange(range, film, draw, still, signal);
    encoded += chunks.length;
    onEncoded?.(encoded);
    yield { range, chunks };
  }
}

async function encodeRange(
  range: FrameRange,
  film: FilmPlan,
  draw: (index: number) => Promise<Pixels>,
  still: Blob | undefined,
  signal: AbortSignal | undefined,
): Promise<Chunk[]> {
  const codec = findImageCodec(film.codec);
  const pictures: Promise<Chunk>[] = [];
  for (const { index, timestamp } of frames(film, range)) {
    signal?.throwIfAborted();
    const picture = still ?? encodeImage(await draw(index), codec, film.quality);
    pictures.push(
      Promise.resolve(picture).then((blob) => asChunk(blob, timestamp, film.codecString)),
    );
  }
  return Promise.all(pictures);
}

async function asChunk(picture: Blob, timestamp: number, codec: string): Promise<Chunk> {
  const data = new Uint8Array(await picture.arrayBuffer());
  const decoderConfig = { codec, colorSpace: PICTURE_COLOR };
  return { track: 'video', data, key: true, timestamp, decoderConfig };
}

/**
 * Encodes pixels as a picture. Opaque ones go through a 2D canvas and PNG without loss. Where a codec that loses something
 * leaves flat colours off, the picture is encoded again as sharply as it takes.
 *
 * @param quality by its name; without a meaning where the codec has no choice
 * @throws StillmotionError `codec-unsupported` where the browser writes another kind of picture
 */
export async function encodeImage(
  { data, width }: Pixels,
  codec: ImageCodec,
  quality: string | undefined,
): Promise<Blob> {
  const image = new ImageData(data, width);
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas for a picture');
  context.putImageData(image, 0, 0);
  const told = toldOf(codec, quality);
  const picture = await write(canvas, codec, told);
  if (codec.lossless || told === undefined) return picture;
  return keepFlat(picture, image, sharperThan(told, codec), (sharper) =>
    write(canvas, codec, sharper),
  );
}

/** What the browser's encoder is told; `undefined` where it is told nothing. */
function toldOf({ qualities }: ImageCodec, quality: string | undefined): number | undefined {
  return Object.entries(qualities ?? {}).find(([name]) => name === quality)?.[1];
}

/** What better qualities are told. */
function sharperThan(told: number, { qualities }: ImageCodec): number[] {
  return Object.values(qualities ?? {}).filter((own) => own > told);
}

async function write(
  canvas: OffscreenCanvas,
  { mime, label }: ImageCodec,
  told: number | undefined,
): Promise<Blob> {
  const picture = await canvas.convertToBlob({
    type: mime,
    ...(told !== undefined && { quality: told }),
  });
  if (picture.type === mime) return picture;
  throw new StillmotionError(
    'codec-unsupported',
    `This browser writes no ${label}; choose another format, such as PNG.`,
  );
}
