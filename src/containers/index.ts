import { apng } from './apng.ts';
import type { Container } from './container.ts';
import { gif } from './gif.ts';
import { html } from './html/html.ts';
import { mkv } from './mkv.ts';
import { mov } from './mov.ts';
import { mp4 } from './mp4/mp4.ts';
import { jpegSequence, pngSequence, webpSequence } from './picture-sequence.ts';
import { rawRgba } from './raw-rgba.ts';
import { webm } from './webm.ts';
import { webp } from './webp.ts';
import { y4m } from './y4m.ts';

// A container is a file or a folder beside this one and a row here.

/** Every kind of file that a film can be written into; the first is the default. */
export const CONTAINERS = [
  mp4,
  webm,
  mkv,
  mov,
  gif,
  apng,
  webp,
  pngSequence,
  jpegSequence,
  webpSequence,
  html,
  y4m,
  rawRgba,
] as const satisfies readonly Container[];

export type ContainerName = (typeof CONTAINERS)[number]['name'];
export const CONTAINER_NAMES: readonly ContainerName[] = CONTAINERS.map(({ name }) => name);

/** The spec has checked the name. */
export function findContainer(name: string): Container {
  const container = CONTAINERS.find((each) => each.name === name);
  if (container === undefined) throw new Error(`there is no container ${name}`);
  return container;
}

/**
 * The kind of file that a name is of.
 *
 * @param many the name is one of many: of kinds that share an ending, the one that is a file a frame
 */
export function formatOf(extension: string, many: boolean): ContainerName | undefined {
  const kinds: readonly (Container & { name: ContainerName })[] = CONTAINERS;
  const named = kinds.filter(({ extensions }) => extensions.includes(extension));
  const meant = named.find(({ files }) => (files === 'many') === many) ?? named[0];
  return meant?.name;
}
