import type { Container } from './container.ts';
import { bytesOf, openFilm } from './mp4/read.ts';

export const mov = {
  name: 'mov',
  label: 'QuickTime',
  extensions: ['mov'],
  mime: 'video/quicktime',
  files: 'one',
  codecs: ['h264'],
  sounds: ['aac', 'mp3', 'pcm-s16', 'pcm-s24', 'pcm-s32', 'pcm-f32'],
  async write(...film) {
    const { writeTracks } = await import('./mediabunny/write.ts');
    return writeTracks('mov', ...film);
  },
  // Its boxes are MP4's.
  open: (file) => openFilm(bytesOf(file)),
} as const satisfies Container;
