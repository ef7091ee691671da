import type { Container } from './container.ts';
import { createTally, filmChunks } from './film-chunks.ts';
import { appendTo } from './append.ts';
import { HELD_CODECS } from './held-codecs.ts';

/** Pixels and nothing else; whoever takes them has to be told size and rate. */
export const rawRgba = {
  name: 'rgba',
  label: 'raw RGBA pixels',
  extensions: ['rgba'],
  mime: 'application/octet-stream',
  files: 'one',
  codecs: HELD_CODECS.rgba,
  async write(chunks, film, sink, signal) {
    const tally = createTally();
    const append = appendTo(sink);
    for await (const { data } of filmChunks(chunks, film, tally, signal)) await append(data);
    return tally;
  },
} as const satisfies Container;
