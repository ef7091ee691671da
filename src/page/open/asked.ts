import { type LinkState, readHash } from '../../film/carried/link.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { readKept } from '../project/autosave.ts';
import { addFiles } from '../project/chosen-files.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';
import { BUILT_IN, type Source } from '../project/source.ts';

/** What the page is asked to open. */
export interface Asked {
  readonly source: Source;
  readonly link: LinkState;
  /** Effects from files of the page's own server, which are followed. */
  readonly effects?: ServedEffects;
  /** Neither by the address nor by what is kept of the last work. */
  readonly forNothing: boolean;
}

interface ServedEffects {
  readonly draft: SpecDraft;
  /** Takes them anew whenever they are saved. */
  readonly follow: (project: Project) => void;
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
async function effectsOfQuery(): Promise<ServedEffects | undefined> {
  const address = new URLSearchParams(location.search).get('effects');
  if (address === null) return undefined;
  try {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin)
      throw new Error(`The effects ${address} are on another server.`);
    const { fetchEffects, fetchFiles, followEffects, servedIn } = await import('../code/reload.ts');
    const text = await fetchEffects(url);
    addFiles(await fetchFiles(url, text));
    return {
      draft: servedIn(text),
      follow: (project) => followEffects(url, text, project),
    };
  } catch (error) {
    warn(error);
    return undefined;
  }
}
