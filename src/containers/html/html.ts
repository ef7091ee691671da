import { StillmotionError } from '../../core/errors.ts';
import type { SceneData } from '../../core/scene-data.ts';
import { appendTo } from '../append.ts';
import type { Container } from '../container.ts';
import { createTally, filmChunks } from '../film-chunks.ts';
import { playedByItself } from '../frame-delays.ts';
import { HELD_CODECS } from '../held-codecs.ts';

/** A page that draws the film where it is opened, from what it holds alone: it asks for nothing. */
export const html = {
  name: 'html',
  label: 'HTML page',
  extensions: ['html', 'htm'],
  mime: 'text/html',
  files: 'one',
  codecs: HELD_CODECS.html,
  plays: true,
  async write(chunks, asked, sink, signal) {
    const { tags = {} } = asked;
    if (tags.stillmotion === undefined)
      throw new StillmotionError(
        'usage',
        'An HTML page is played from the job that it carries; leave out --no-embed, or choose another format.',
      );
    const { writePage } = await import('./page.ts');
    const { film, plays } = playedByItself(asked);
    const tally = createTally();
    const append = appendTo(sink);
    for await (const { data } of filmChunks(chunks, film, tally, signal)) {
      // All is in the first one.
      if (tally.frames > 1) continue;
      const scene = JSON.parse(new TextDecoder().decode(data)) as SceneData;
      for await (const part of writePage(scene, { tags, plays, range: film.range }))
        await append(new TextEncoder().encode(part));
    }
    return tally;
  },
} as const satisfies Container;
