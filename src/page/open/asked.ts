import { type LinkState, readHash } from '../../film/carried/link.ts';
import { readKept } from '../project/autosave.ts';
import { warn } from '../ui/notices.ts';
import type { FollowedEffects } from '../code/reload.ts';
import { BUILT_IN, type Source } from '../project/source.ts';

/** What the page is asked to open. */
export interface Asked {
  readonly source: Source;
  readonly link: LinkState;
  /** Effects from files of the page's own server, which are followed. */
  readonly effects?: FollowedEffects;
  /** Neither by the address nor by what is kept of the last work. */
  readonly forNothing: boolean;
}

/** Reads the page's address, and what is kept of the last work. What of it can't be used is said. */
export async function readAsked(): Promise<Asked> {
  const [served, effects, kept] = await Promise.all([
    pictureOfQuery(),
    effectsOfQuery(),
    readKept(),
  ]);
  const given = readLink();
  return {
    source: kept?.source ?? served ?? { ...BUILT_IN, query: location.search },
    // What is kept, or served, is whole; the address carries a part of it.
    link: { ...given, draft: kept?.draft ?? { ...given.draft, ...effects?.draft } },
    ...(effects && { effects }),
    forNothing: !kept && !served && !effects && location.hash === '',
  };
}

export function readLink(hash = location.hash): LinkState {
  try {
    return readHash(hash);
  } catch (error) {
    warn(error);
    return { draft: {}, frame: 0 };
  }
}

/**
 * `?picture=<address>&name=<file name>`, once for each: pictures of the server that the page comes from;
 * `?sample=<name>`: one of our own.
 */
async function pictureOfQuery(): Promise<Source | undefined> {
  const query = new URLSearchParams(location.search);
  const [addresses, sample] = [query.getAll('picture'), query.get('sample')];
  try {
    if (addresses.length > 0) {
      const { fetchServed } = await import('./fetch-picture.ts');
      return await fetchServed(addresses, query.getAll('name'));
    }
    if (sample === null) return undefined;
    const { openSample } = await import('./samples.ts');
    return await openSample(sample);
  } catch (error) {
    warn(error);
    return BUILT_IN;
  }
}

/** `?effects=<address>`: effects from files, of the server that the page comes from. */
async function effectsOfQuery(): Promise<FollowedEffects | undefined> {
  const address = new URLSearchParams(location.search).get('effects');
  return address === null ? undefined : (await import('../code/reload.ts')).openEffects(address);
}
