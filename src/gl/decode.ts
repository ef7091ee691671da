import { StillmotionError } from '../core/errors.ts';
import { formatSize, type Size } from '../core/size.ts';

/**
 * Decodes a picture: upright (EXIF orientation honoured), in sRGB, with straight alpha.
 * A picture above the texture limit is scaled down to it when it is to be resampled below it anyway.
 *
 * @param wanted the size it will be resampled to, if any
 * @throws StillmotionError `picture-undecodable`, `picture-too-large`
 */
export async function decodePicture(
  bytes: Blob,
  maxTextureSize: number,
  wanted: Size | undefined,
): Promise<{ bitmap: ImageBitmap; size: Size }> {
  const bitmap = await decode(bytes);
  const size = { width: bitmap.width, height: bitmap.height };
  if (fits(size, maxTextureSize)) return { bitmap, size };
  try {
    if (wanted === undefined || !fits(wanted, maxTextureSize)) throw tooLarge(size, maxTextureSize);
    return { bitmap: await shrink(bitmap, size, maxTextureSize), size };
  } finally {
    bitmap.close();
  }
}

const AS_STORED: ImageBitmapOptions = {
  imageOrientation: 'from-image',
  premultiplyAlpha: 'none',
  colorSpaceConversion: 'default',
};

async function decode(bytes: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(bytes, AS_STORED);
  } catch (cause) {
    throw new StillmotionError(
      'picture-undecodable',
      'The browser could not decode the picture: expected a whole PNG, JPEG, WebP, AVIF, GIF or BMP file.',
      { cause },
    );
  }
}

function fits({ width, height }: Size, limit: number): boolean {
  return width <= limit && height <= limit;
}

function shrink(bitmap: ImageBitmap, { width, height }: Size, limit: number): Promise<ImageBitmap> {
  return createImageBitmap(bitmap, {
    ...AS_STORED,
    resizeWidth: Math.min(width, limit),
    resizeHeight: Math.min(height, limit),
    resizeQuality: 'high',
  });
}

function tooLarge(size: Size, limit: number): StillmotionError {
  return new StillmotionError(
    'picture-too-large',
    `The picture has ${formatSize(size)} pixels; this renderer's textures take at most ${formatSize({ width: limit, height: limit })}. Resample it with a smaller size.`,
  );
}
