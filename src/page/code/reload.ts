import type { EffectSpec, ServedEffects } from '../../effects/effect.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { Files } from '../../film/carried/spec-files.ts';
import { DURATION } from '../../film/spec/transition.ts';
import { addFiles } from '../project/chosen-files.ts';
import type { Project } from '../project/project.ts';
import { tell, warn } from '../ui/notices.ts';

/** How often they are asked for, ms: in a page that is looked at. */
const ASK_EVERY = 700;

/** Effects from files of the page's own server. */
export interface FollowedEffects {
  readonly draft: SpecDraft;
  /** Takes them anew whenever they are saved. */
  readonly follow: (project: Project) => void;
}

/** Says why where they can't be had, or are on another server. */
export async function openEffects(address: string): Promise<FollowedEffects | undefined> {
  try {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin)
      throw new Error(`The effects ${address} are on another server.`);
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

/**
 * Follows effects whose files are saved while they play: the frame stays, and so does what was set here. What is wrong
 * with one is said over the last good picture.
 *
 * @param url of the page's own server
 * @param first as they were loaded
 */
function followEffects(url: URL, first: string, project: Pick<Project, 'change'>): void {
  let known = first;
  let served = servedIn(first);
  const look = async () => {
    const text = await fetchEffects(url);
    if (text === known) return;
    known = text;
    const { fault } = JSON.parse(text) as ServedEffects;
    const saved = servedIn(text);
    try {
      if (fault !== undefined) throw new Error(fault);
      await project.change((draft) => merged(saved, served, draft));
      served = saved;
      tell('The shader was saved, and is shown as it is now.');
    } catch (error) {
      warn(error);
    }
  };
  const again = () =>
    setTimeout(() => {
      // Where the server is gone, there is nothing to follow.
      if (document.hidden) again();
      else void look().then(again, () => {});
    }, ASK_EVERY);
  again();
}

/** @throws where they can't be had */
async function fetchEffects(url: URL): Promise<string> {
  const answer = await fetch(url, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`The effects ${url.pathname} can't be had: ${answer.status}.`);
  return answer.text();
}

/** The files that they read, by the names that they have for them. */
async function fetchFiles(url: URL, text: string): Promise<Files> {
  const { files = [] } = JSON.parse(text) as ServedEffects;
  const fetched = files.map(async ({ name, address }) => {
    const answer = await fetch(new URL(address, url));
    if (!answer.ok) throw new Error(`The file ${name} can't be had: ${answer.status}.`);
    return [name, await answer.blob()] as const;
  });
  return Object.fromEntries(await Promise.all(fetched));
}

/** What a draft has of it. */
function servedIn(text: string): Served {
  const { effects, transitions } = JSON.parse(text) as ServedEffects;
  return { effects, ...(transitions && { transitions }) };
}

/** What none of them says itself, and each may have. */
const ALWAYS: Readonly<Record<keyof Served, readonly string[]>> = {
  effects: [],
  transitions: [DURATION.name],
};

type Served = Pick<ServedEffects, 'effects' | 'transitions'>;

/** The draft with what was saved anew; the list that is as it was stays as a person has made it. */
function merged(saved: Served, served: Served, draft: SpecDraft): SpecDraft {
  const listOf = (field: keyof Served) => {
    const [list = [], before = []] = [saved[field], served[field]];
    if (JSON.stringify(list) === JSON.stringify(before)) return {};
    const shown = (draft[field] ?? []) as readonly EffectSpec[];
    return { [field]: list.map((each) => withOwn(each, before, shown, ALWAYS[field])) };
  };
  return { ...draft, ...listOf('effects'), ...listOf('transitions') };
}

/** Values that a person has set since they were served stay, where the shader still has them. */
function withOwn(
  effect: EffectSpec,
  served: readonly EffectSpec[],
  shown: readonly EffectSpec[],
  always: readonly string[],
): EffectSpec {
  const own = shown.find(({ file }) => file !== undefined && file === effect.file) ?? {};
  const before = served.find(({ file }) => file === effect.file) ?? {};
  const kept = Object.entries(own).filter(
    ([name, value]) =>
      (Object.hasOwn(effect, name) || always.includes(name)) &&
      name !== 'source' &&
      name !== 'vertex' &&
      JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return { ...effect, ...Object.fromEntries(kept) };
}
