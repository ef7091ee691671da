import { StillmotionError } from '../core/errors.ts';
import type { Container } from './container.ts';
import { createTally, filmChunks } from './film-chunks.ts';
import { HELD_CODECS } from './held-codecs.ts';

/** A picture a frame, as `frames/%04d.png`; numbered from 1 on, as ffmpeg does. */
const write: Container['write'] = async (chunks, film, sink, signal) => {
  if (sink.writeFile === undefined) {
    throw new StillmotionError(
      'usage',
      'A sequence of pictures is a file a frame, and there is room for one file here; choose another format.',
    );
  }
  const tally = createTally();
  for await (const { data } of filmChunks(chunks, film, tally, signal))
    await sink.writeFile(tally.frames, data);
  return tally;
};

export const pngSequence = {
  name: 'png-sequence',
  label: 'PNG sequence',
  extensions: ['png'],
  mime: 'image/png',
  files: 'many',
  codecs: HELD_CODECS['png-sequence'],
  write,
} as const satisfies Container;

export const jpegSequence = {
  name: 'jpeg-sequence',
  label: 'JPEG sequence',
  extensions: ['jpg', 'jpeg'],
  mime: 'image/jpeg',
  files: 'many',
  codecs: HELD_CODECS['jpeg-sequence'],
  write,
} as const satisfies Container;

export const webpSequence = {
  name: 'webp-sequence',
  label: 'WebP sequence',
  extensions: ['webp'],
  mime: 'image/webp',
  files: 'many',
  codecs: HELD_CODECS['webp-sequence'],
  write,
} as const satisfies Container;
