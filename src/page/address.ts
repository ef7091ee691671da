import { writeHash } from '../film/link.ts';
import type { ProjectState } from './project.ts';

/** The address of this page with a picture and what is set, as far as an address can carry them. */
export function addressOf({ draft, source }: ProjectState, frame: number): string {
  const url = new URL(location.href);
  url.search = source.query ?? '';
  const picture = source.url === undefined ? {} : { picture: source.url };
  url.hash = writeHash({ draft, frame, ...picture });
  return url.href;
}
