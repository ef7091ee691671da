import type { Container } from './container.ts';
import { HELD_CODECS } from './held-codecs.ts';

/** One palette, for the whole film; it plays for ever, or as often as it loops. */
export const gif = {
  name: 'gif',
  label: 'GIF',
  extensions: ['gif'],
  mime: 'image/gif',
  files: 'one',
  codecs: HELD_CODECS.gif,
  plays: true,
  delays: { perSecond: 100, name: 'hundredths of a second' },
  async write(...film) {
    const { writeGif } = await import('./write-gif.ts');
    return writeGif(...film);
  },
} as const satisfies Container;
