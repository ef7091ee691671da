import type { StillmotionError } from '../../core/errors.ts';
import type { Size } from '../../core/size.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { warn } from '../ui/notices.ts';

/** Says that a picture is too large, and offers it in the size that these graphics take. */
export async function offerResampled(
  error: StillmotionError,
  picture: Blob,
  maxTextureSize: number,
  resample: (size: SpecDraft) => void,
): Promise<void> {
  const size = await fittingSize(picture, maxTextureSize);
  const act = () => resample({ size });
  warn(error, { label: `Resample to ${size.width}×${size.height}`, act });
}

/** The largest size of the same shape that a texture holds. */
async function fittingSize(blob: Blob, limit: number): Promise<Size> {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(limit / bitmap.width, limit / bitmap.height);
  const size = {
    width: Math.max(1, Math.floor(bitmap.width * scale)),
    height: Math.max(1, Math.floor(bitmap.height * scale)),
  };
  bitmap.close();
  return size;
}
