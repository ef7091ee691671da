import type { BenchmarkCase } from './case.ts';
import { drawn, moved, typed } from './moved-cases.ts';
import { NOTEBOOK, onSwiftShader, photograph, TITLED, variation } from './roll-cases.ts';
import { GIF, MOVING_SHOW, PHONE, SLIDE_SHOW, SONG, WEBP } from './typed-jobs.ts';
import { asVectors } from './vector-cases.ts';

/** Everything that `npm run bench` measures, in this order. */
export const CASES: readonly BenchmarkCase[] = [
  photograph('640×480'),
  photograph('1920×1080'),
  photograph('3840×2160'),
  asVectors('640×480'),
  asVectors('1920×1080'),
  asVectors('3840×2160'),
  TITLED,
  NOTEBOOK,
  variation('step 0.5', { motion: { kind: 'roll', step: 0.5 } }),
  variation('rolled along y', { motion: { kind: 'roll', step: 2, axis: 'y' } }),
  variation('VP9', { codec: 'vp9' }),
  variation('AV1', { codec: 'av1' }),
  onSwiftShader('640×480'),
  onSwiftShader('1920×1080'),
  onSwiftShader('3840×2160'),
  moved('zoom 1 to 1.3', { kind: 'zoom', to: 1.3 }, [
    { name: 'ffmpeg zoompan', bar: 1.6 },
    { name: 'ffmpeg zoompan, enlarged first', bar: 4 },
  ]),
  moved('rotate', { kind: 'rotate', to: 360 }, [{ name: 'ffmpeg rotate', bar: 1.5 }]),
  typed('1920×1080, slide show with fade', 360, SLIDE_SHOW, 1.5),
  typed('1920×1080, slide show that moves', 360, MOVING_SHOW),
  typed('1080×1920, kenburns of 12 MP', 300, PHONE),
  typed('640×480, zoom as GIF', 120, GIF),
  typed('640×480, zoom as WebP', 120, WEBP),
  typed('1920×1080, a picture and a song', 1800, SONG),
  drawn('640×480', 'auto'),
  drawn('1920×1080', 'auto'),
  drawn('3840×2160', 'auto'),
  drawn('640×480', 'swiftshader'),
  drawn('1920×1080', 'swiftshader'),
  drawn('3840×2160', 'swiftshader'),
];

/** Peak memory of a film of many frames against one of few: the whole process, with the browser. */
export const MEMORY = {
  size: { width: 160, height: 120 },
  few: 1_000,
  many: 10_000,
  /** What it may grow by, as a factor. */
  bar: 1.1,
} as const;
