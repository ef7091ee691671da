import type { Rect } from '../core/size.ts';
import { usesFocus } from '../film/frame/focus.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import { type DecodedPicture, partOf } from './decode.ts';

/** Decimals of a share: a thousandth of a picture is less than anybody points at. */
const DECIMALS = 3;

/** The spec with the point of interest that it goes by, where nobody has said one. */
export async function withFocus(
  spec: RenderSpec,
  picture: DecodedPicture | null,
): Promise<RenderSpec> {
  if (spec.focus !== undefined || picture === null || !usesFocus(spec)) return spec;
  return { ...spec, focus: await focusOf(picture, spec.crop) };
}

/** Where what is taken of a picture draws most attention, shares of that. */
export async function focusOf(
  picture: DecodedPicture,
  crop: string | undefined,
): Promise<[number, number]> {
  // Most films go by no such point.
  const { findPointOfInterest, LOOKED_AT } = await import('../core/picture/point-of-interest.ts');
  const small = thumbnailOf(picture.bitmap, partOf(picture, crop), LOOKED_AT);
  const [x, y] = findPointOfInterest(small);
  return [Number(x.toFixed(DECIMALS)), Number(y.toFixed(DECIMALS))];
}

/** @param longest px of its longer side at most */
function thumbnailOf(picture: ImageBitmap, part: Rect, longest: number): ImageData {
  const scale = Math.min(1, longest / Math.max(part.width, part.height));
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas to look at a picture');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
