import { codeOf, writeHash } from '../../film/carried/link.ts';
import { fitDraft, isSeveral } from '../project/pictures.ts';
import type { ProjectState } from '../project/project.ts';
import { BUILT_IN } from '../project/source.ts';

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
  // Pictures of this machine are in no address, unless its server has them; nor is what goes by how many they are.
  const isWithout = isSeveral(source) && source.query === undefined;
  const said = isWithout ? fitDraft(draft, BUILT_IN) : draft;
  url.hash = writeHash({ draft: said, frame, ...picture, ...(code && { code }) });
  return url.href;
}
