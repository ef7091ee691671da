import { slicesOf } from './slice-header.ts';
import type { StreamFormat } from './stream-format.ts';

/** By what a picture's slices begin to be quantized, in the mean. */
export function quantizerOf(sample: Uint8Array, format: StreamFormat): number {
  const slices = slicesOf(sample, format);
  return slices.reduce((sum, { qp }) => sum + qp, 0) / slices.length;
}
