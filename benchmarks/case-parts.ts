import type { Size } from '../src/core/size.ts';
import type { Contestant } from './case.ts';

// What cases are put together from.

export const STAGES: readonly Contestant[] = ['draw', 'planes', 'capture', 'mux'];
/** One encoder of the browser's, in one thread or in as many as it likes: as most people use it. */
export const ENCODER = ['encoder alone', 'encoder alone, free threads'] as const;
export const ENCODERS = [...ENCODER, 'encoders side by side'] as const;
export const FFMPEG: readonly Contestant[] = ['ffmpeg veryfast', 'ffmpeg ultrafast'];

export const SIZES = {
  '640×480': { width: 640, height: 480 },
  '1920×1080': { width: 1920, height: 1080 },
  '3840×2160': { width: 3840, height: 2160 },
} as const satisfies Record<string, Size>;
export type SizeName = keyof typeof SIZES;

/** SwiftShader is two to three times as slow as llvmpipe: half of the bar is asked of it. */
export function orHalf(bar: number) {
  return { swiftshader: bar / 2, otherwise: bar };
}

export function everywhere(bar: number) {
  return { swiftshader: bar, otherwise: bar };
}
