import type { Container } from './container.ts';
import { mkv } from './mkv.ts';
import { mov } from './mov.ts';
import { mp4 } from './mp4/mp4.ts';
import { pngSequence } from './png-sequence.ts';
import { rawRgba } from './raw-rgba.ts';
import { webm } from './webm.ts';
import { y4m } from './y4m.ts';

// A container is a file or a folder beside this one and a row here.

/** Every kind of file that a film can be written into; the first is the default. */
export const CONTAINERS = [
  mp4,
  webm,
  mkv,
  mov,
  pngSequence,
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

/** The kind of file that a name's ending says, in lower case and without the dot. */
export function formatOf(extension: string): ContainerName | undefined {
  return CONTAINER_NAMES.find((name) => findContainer(name).extensions.includes(extension));
}
