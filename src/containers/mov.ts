import type { Container } from './container.ts';
import { HELD_CODECS } from './held-codecs.ts';

export const mov = {
  name: 'mov',
  label: 'QuickTime',
  extensions: ['mov'],
  mime: 'video/quicktime',
  files: 'one',
  codecs: HELD_CODECS.mov,
  sounds: ['aac', 'mp3', 'pcm-s16', 'pcm-s24', 'pcm-s32', 'pcm-f32'],
  async write(...film) {
    const { writeTracks } = await import('./mediabunny/write.ts');
    return writeTracks('mov', ...film);
  },
  // Its boxes are MP4's.
  async open(file) {
    const { bytesOf, openFilm } = await import('./mp4/read.ts');
    return openFilm(bytesOf(file));
  },
} as const satisfies Container;
