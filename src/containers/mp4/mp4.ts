import type { Container } from '../container.ts';
import { TRACKS, write } from './write.ts';

export const mp4 = {
  name: 'mp4',
  label: 'MP4',
  extensions: ['mp4'],
  mime: 'video/mp4',
  files: 'one',
  codecs: Object.keys(TRACKS),
  write,
} as const satisfies Container;
