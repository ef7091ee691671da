import type { Container } from './container.ts';
import { HELD_CODECS } from './held-codecs.ts';

export const webm = {
  name: 'webm',
  label: 'WebM',
  extensions: ['webm'],
  mime: 'video/webm',
  files: 'one',
  alpha: true,
  codecs: HELD_CODECS.webm,
  sounds: ['opus', 'vorbis'],
  async write(...film) {
    const { writeTracks } = await import('./mediabunny/write.ts');
    return writeTracks('webm', ...film);
  },
  async open(file) {
    const { openFilm } = await import('./mediabunny/read-film.ts');
    return openFilm(file);
  },
} as const satisfies Container;
