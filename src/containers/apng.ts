import type { Container } from './container.ts';
import { HELD_CODECS } from './held-codecs.ts';

/** The pictures of a film as one file (PNG third edition, 11.3.6); lossless. */
export const apng = {
  name: 'apng',
  label: 'APNG',
  extensions: ['apng'],
  mime: 'image/apng',
  files: 'one',
  codecs: HELD_CODECS.apng,
  plays: true,
  async write(...film) {
    const { writeApng } = await import('./write-apng.ts');
    return writeApng(...film);
  },
} as const satisfies Container;
