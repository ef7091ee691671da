import { faultOfPixels, isKept } from '../../core/planes/flat-error.ts';
import {
  findFlatPlaces,
  hasColour,
  kindOfFlat,
  type Planes,
} from '../../core/planes/flat-places.ts';

/**
 * What an encoder is told at last. All that there is: no WebP loses anything then, and JPEG keeps the colour of each pixel.
 * Greys alone are around a photograph, mostly, and need less.
 */
const LAST = { colours: 1, greys: 0.99 };

/**
 * Gives a picture as it is where its flat colours are what they were; else the first of sharper ones of which that is true,
 * or the last.
 *
 * @param sharper what the encoder may be told before the last of all
 */
export async function keepFlat(
  picture: Blob,
  drawn: ImageData,
  sharper: readonly number[],
  encode: (told: number) => Promise<Blob>,
): Promise<Blob> {
  const wanted = planesOf(drawn);
  const kind = kindOfFlat(wanted, hasColour);
  if (kind === undefined) return picture;
  const flat = findFlatPlaces(wanted);
  if (flat === undefined) return picture;
  let best = picture;
  for (const told of [...sharper, LAST[kind]]) {
    if (isKept(faultOfPixels(planesOf(await decode(best)), wanted, flat))) return best;
    best = await encode(told);
  }
  return best;
}

async function decode(picture: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(picture, { colorSpaceConversion: 'none' });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    if (context === null) throw new Error('no 2D canvas for a picture');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height);
  } finally {
    bitmap.close();
  }
}

function planesOf({ data, width, height }: ImageData): Planes {
  const plane = (offset: number) => ({ samples: data, offset, stride: 4 * width, step: 4 });
  return { width, height, peak: 255, isHalved: false, planes: [plane(0), plane(1), plane(2)] };
}
