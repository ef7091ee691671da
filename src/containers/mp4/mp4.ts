import type { Container } from '../container.ts';
import { HELD_CODECS } from '../held-codecs.ts';

export const mp4 = {
  name: 'mp4',
  label: 'MP4',
  extensions: ['mp4'],
  mime: 'video/mp4',
  files: 'one',
  codecs: HELD_CODECS.mp4,
  sounds: ['aac', 'mp3', 'opus', 'flac'],
  // mp4-muxer takes no MP3 and no FLAC.
  async write(chunks, film, sink, signal, sound) {
    if (sound === undefined) {
      // With the muxer, which a page needs only when it exports.
      const { write } = await import('./write.ts');
      return write(chunks, film, sink, signal);
    }
    const { writeTracks } = await import('../mediabunny/write.ts');
    return writeTracks('mp4', chunks, film, sink, signal, sound);
  },
  async open(file) {
    const { bytesOf, openFilm } = await import('./read.ts');
    return openFilm(bytesOf(file));
  },
} as const satisfies Container;
