import { findPointOfInterest, LOOKED_AT } from '../core/point-of-interest.ts';
import { usesFocus } from '../film/focus.ts';
import type { RenderSpec } from '../film/spec.ts';

/** Decimals of a share: a thousandth of a picture is less than anybody points at. */
const DECIMALS = 3;

/** The spec with the point of interest that it goes by, where nobody has said one. */
export function withFocus(spec: RenderSpec, picture: ImageBitmap | undefined): RenderSpec {
  if (spec.focus !== undefined || picture === undefined || !usesFocus(spec)) return spec;
  return { ...spec, focus: focusOf(picture) };
}

/** Where a picture draws most attention, shares of it. */
export function focusOf(picture: ImageBitmap): [number, number] {
  const [x, y] = findPointOfInterest(thumbnailOf(picture));
  return [Number(x.toFixed(DECIMALS)), Number(y.toFixed(DECIMALS))];
}

function thumbnailOf(picture: ImageBitmap): ImageData {
  const scale = Math.min(1, LOOKED_AT / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas to look at a picture');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
