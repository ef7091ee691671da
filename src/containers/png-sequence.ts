import { StillmotionError } from '../core/errors.ts';
import type { Container } from './container.ts';
import { createTally, filmChunks } from './film-chunks.ts';

/** A picture a frame, as `frames/%04d.png`; numbered from 1 on, as ffmpeg does. */
export const pngSequence = {
  name: 'png-sequence',
  label: 'PNG sequence',
  extensions: ['png'],
  mime: 'image/png',
  files: 'many',
  codecs: ['png'],
  async write(chunks, film, sink, signal) {
    if (sink.writeFile === undefined) {
      throw new StillmotionError(
        'usage',
        'A PNG sequence is a file a frame, and there is room for one file here; choose another format.',
      );
    }
    const tally = createTally();
    for await (const { data } of filmChunks(chunks, film, tally, signal))
      await sink.writeFile(tally.frames, data);
    return tally;
  },
} as const satisfies Container;
