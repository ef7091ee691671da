import type { Container } from './container.ts';
import { HELD_CODECS } from './held-codecs.ts';

/** The pictures of a film as one file (RFC 9649), lossy or lossless. */
export const webp = {
  name: 'webp',
  label: 'animated WebP',
  extensions: ['webp'],
  mime: 'image/webp',
  files: 'one',
  codecs: HELD_CODECS.webp,
  plays: true,
  async write(...film) {
    const { writeWebp } = await import('./write-webp.ts');
    return writeWebp(...film);
  },
} as const satisfies Container;
