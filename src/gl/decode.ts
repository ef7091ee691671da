import { resolveCrop } from '../core/picture/crop.ts';
import { StillmotionError } from '../core/errors.ts';
import { isAlwaysOpaque } from '../core/picture/always-opaque.ts';
import { claimedSize } from '../core/picture/picture-size.ts';
import { formatSize, isSameSize, type Rect, type Size } from '../core/size.ts';
import type { Regl, Texture2D, Texture2DOptions } from './context.ts';

/** Decoded, a picture has four bytes a pixel, and the browser may hold it twice for a while. */
export const MOST_PIXELS = 2 ** 28;

/** What a decoded picture will be used for. */
export interface Wanted {
  readonly crop?: string | undefined;
  readonly size?: Size | undefined;
}

/** A picture, or where that is larger than any texture what is taken of it; it belongs to whoever asked for it. */
export interface DecodedPicture {
  readonly bitmap: ImageBitmap;
  /** Of the whole picture, px. */
  readonly size: Size;
  /** As its format knows no transparency; of any other, only its pixels say it. */
  readonly isOpaque: boolean;
  /** Uploads the bitmap's pixels with more bits; left out: it has no more. */
  readonly deep?: (regl: Regl, wrapping: Texture2DOptions) => Texture2D;
}

/** What a crop takes of a bitmap, px of that: it may have been cut already. */
export function partOf({ bitmap, size }: DecodedPicture, crop: string | undefined): Rect {
  return crop !== undefined && isSameSize(bitmap, size) ? resolveCrop(crop, size) : whole(bitmap);
}

function whole({ width, height }: Size): Rect {
  return { x: 0, y: 0, width, height };
}

/**
 * Decodes a picture: upright (EXIF orientation honoured), in sRGB, with straight alpha.
 * A picture above the texture limit is cut at once where a part of it is taken, and scaled down to the limit when it
 * is to be resampled below it anyway. One that says that it is too large is refused before it is decoded.
 *
 * @param wanted what will be done with it: the part that will be taken, and the size that this will be resampled to
 * @param options what is otherwise than of a picture that moves
 * @throws StillmotionError `input-unreadable`, `picture-undecodable`, `picture-too-large`
 */
export async function decodePicture(
  bytes: Blob,
  maxTextureSize: number,
  wanted: Wanted = {},
  options: ImageBitmapOptions = {},
): Promise<DecodedPicture> {
  const file = await readAll(bytes);
  const claimed = claimedSize(file);
  if (claimed === undefined) throw await undecodable(file);
  const shrinks = wanted.size !== undefined && fits(wanted.size, maxTextureSize);
  const refuse = (told: Size) => {
    if (told.width * told.height > MOST_PIXELS) throw tooManyPixels(told);
    const becomesSmaller = shrinks || wanted.crop !== undefined;
    if (!becomesSmaller && !fits(told, maxTextureSize)) throw tooLarge(told, maxTextureSize);
  };
  refuse(claimed);
  const told = await sizeToDecoder(bytes);
  if (told !== undefined) refuse(told);

  const bitmap = await createImageBitmap(bytes, { ...AS_STORED, ...options }).catch(
    async (cause: unknown) => {
      throw await undecodable(file, cause);
    },
  );
  const size = { width: bitmap.width, height: bitmap.height };
  const isOpaque = isAlwaysOpaque(file);
  if (fits(size, maxTextureSize)) return { bitmap, size, isOpaque };
  try {
    const part = wanted.crop === undefined ? whole(size) : resolveCrop(wanted.crop, size);
    if (!shrinks && !fits(part, maxTextureSize)) throw tooLarge(part, maxTextureSize);
    return { bitmap: await shrink(bitmap, part, maxTextureSize), size, isOpaque };
  } finally {
    bitmap.close();
  }
}

/** A folder comes as a file, too, where it is dropped; and files go away while a page has them. */
async function readAll(picture: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await picture.arrayBuffer());
  } catch (cause) {
    throw new StillmotionError(
      'input-unreadable',
      'The browser can’t read it: it is a folder, or it was moved or changed since it was chosen; expected a picture’s file.',
      { cause },
    );
  }
}

/**
 * The size that the browser's own decoder reads in the header: an image element has it, while its pixels wait
 * until they are painted. `undefined` where there are no elements, or none that may show it.
 */
async function sizeToDecoder(bytes: Blob): Promise<Size | undefined> {
  if (typeof Image === 'undefined') return undefined;
  const image = new Image();
  const url = URL.createObjectURL(bytes);
  try {
    await new Promise((resolve) => {
      image.addEventListener('load', resolve);
      image.addEventListener('error', resolve);
      image.src = url;
    });
    const { naturalWidth: width, naturalHeight: height } = image;
    return width > 0 ? { width, height } : undefined;
  } finally {
    URL.revokeObjectURL(url);
    image.src = '';
  }
}

const AS_STORED: ImageBitmapOptions = {
  imageOrientation: 'from-image',
  premultiplyAlpha: 'none',
  colorSpaceConversion: 'default',
};

async function undecodable(file: Uint8Array, cause?: unknown): Promise<StillmotionError> {
  const { describeUndecodable } = await import('../core/picture/foreign-file.ts');
  return new StillmotionError(
    'picture-undecodable',
    `The browser could not decode the picture. ${describeUndecodable(file)}`,
    { cause },
  );
}

function fits({ width, height }: Size, limit: number): boolean {
  return width <= limit && height <= limit;
}

function shrink(
  bitmap: ImageBitmap,
  { x, y, width, height }: Rect,
  limit: number,
): Promise<ImageBitmap> {
  return createImageBitmap(bitmap, x, y, width, height, {
    ...AS_STORED,
    resizeWidth: Math.min(width, limit),
    resizeHeight: Math.min(height, limit),
    resizeQuality: 'high',
  });
}

function tooManyPixels({ width, height }: Size): StillmotionError {
  const millions = (pixels: number) => `${Math.round(pixels / 1e6)} million`;
  return new StillmotionError(
    'picture-too-large',
    `The picture says that it has ${formatSize({ width, height })} pixels, ${millions(width * height)}; at most ${millions(MOST_PIXELS)} are decoded. Make it smaller with another program first.`,
  );
}

function tooLarge(size: Size, limit: number): StillmotionError {
  return new StillmotionError(
    'picture-too-large',
    `The picture has ${formatSize(size)} pixels; this renderer's textures take at most ${formatSize({ width: limit, height: limit })}. Resample it with a smaller size.`,
  );
}
