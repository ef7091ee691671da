/**
 * The names of the codecs that each kind of file holds; the first is the default. Apart from the containers, which can
 * write their files: who plans a film, and never writes one, has none of that.
 */
export const HELD_CODECS = {
  mp4: ['h264', 'vp9', 'av1', 'hevc'],
  webm: ['vp9', 'av1'],
  mkv: ['h264', 'vp9', 'av1', 'hevc'],
  mov: ['h264', 'hevc'],
  gif: ['gif'],
  apng: ['png'],
  webp: ['webp', 'webp-lossless'],
  'png-sequence': ['png'],
  'jpeg-sequence': ['jpeg'],
  'webp-sequence': ['webp', 'webp-lossless'],
  html: ['scene'],
  y4m: ['i420'],
  rgba: ['rgba'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;
