import type { RenderSpec } from '../spec/spec.ts';

/** One of the moments and places whose mean, in linear light, is a pixel. */
export interface Exposure {
  /** After the frame's own moment, frames. */
  readonly time: number;
  /** From the pixel's middle, px. */
  readonly x: number;
  readonly y: number;
}

/** Moments of a frame whose shutter is open; more samples have more of them. */
const MOMENTS = 16;
/** No divisor of how many exposures there are: the moments of each place lie far apart. */
const STRIDES = [5, 7, 11, 13, 17];

/**
 * The exposures of a frame: samples in a square grid over the pixel, while the shutter is open, which is from
 * the frame's own moment on, `shutter` / 360 of a frame. Each has a moment of its own. None where one is all.
 */
export function exposuresOf({
  samples,
  shutter,
}: Pick<RenderSpec, 'samples' | 'shutter'>): Exposure[] {
  const places = samples * samples;
  if (places === 1 && shutter === 0) return [];
  const count = shutter === 0 ? places : places * Math.ceil(MOMENTS / places);
  const stride = STRIDES.find((each) => count % each !== 0) ?? 1;
  return Array.from({ length: count }, (_, i) => {
    const place = i % places;
    const moment = ((i * stride) % count) + 0.5;
    return {
      time: (shutter / 360) * (moment / count),
      x: ((place % samples) + 0.5) / samples - 0.5,
      y: (Math.floor(place / samples) + 0.5) / samples - 0.5,
    };
  });
}
