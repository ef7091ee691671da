import { codeOf, writeHash } from '../film/link.ts';
import type { ProjectState } from './project.ts';

/**
 * The address of this page with a picture and what is set, as far as an address can carry them.
 *
 * @param withCode whether shaders go with it, for whoever opens it to look at and to run
 */
export function addressOf(
  { draft, source }: ProjectState,
  frame: number,
  withCode = false,
): string {
  const url = new URL(location.href);
  url.search = source.query ?? '';
  const picture = source.url === undefined ? {} : { picture: source.url };
  const code = withCode ? codeOf(draft) : undefined;
  url.hash = writeHash({ draft, frame, ...picture, ...(code && { code }) });
  return url.href;
}
