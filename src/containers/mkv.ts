import type { Container } from './container.ts';
import { HELD_CODECS } from './held-codecs.ts';

export const mkv = {
  name: 'mkv',
  label: 'Matroska',
  extensions: ['mkv'],
  mime: 'video/matroska',
  files: 'one',
  alpha: true,
  codecs: HELD_CODECS.mkv,
  sounds: ['aac', 'mp3', 'opus', 'vorbis', 'flac', 'pcm-s16', 'pcm-s24', 'pcm-s32', 'pcm-f32'],
  async write(...film) {
    const { writeTracks } = await import('./mediabunny/write.ts');
    return writeTracks('mkv', ...film);
  },
  async open(file) {
    const { openFilm } = await import('./mediabunny/read-film.ts');
    return openFilm(file);
  },
} as const satisfies Container;
