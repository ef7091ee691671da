import { type Files, fileNamesIn } from '../../film/carried/spec-files.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { addFiles, chosenFiles } from './chosen-files.ts';
import { type ChosenSound, chosenSound, onSound, setSound } from './chosen-sound.ts';
import type { ProjectState } from './project.ts';
import { keepReplaced } from './recent.ts';
import { rememberedLayers, rememberLayers, type ShownLayers } from './shown-layers.ts';
import { isSample, type Source } from './source.ts';
import { readStore, type Work, writeStore } from './work-store.ts';

/** Where the work that goes on is kept, and where its sound, which isn't written anew whatever else is set. */
interface Places {
  readonly work: string;
  readonly sound: string;
}

/** Brings back what goes with the film that was kept, and is no part of its draft. */
export async function bringBack({ draft, files = {}, layers }: Work, at: Places): Promise<void> {
  addFiles(files);
  rememberLayers(draft, layers);
  setSound(await readStore<ChosenSound>(at.sound));
}

/** Whose pictures are kept, and with which sound. */
let owner: Source | undefined;
let heard: ChosenSound | undefined;
let isFollowed = false;

/**
 * Keeps the work as it is; a film that it takes the place of is one of the recent ones then. A picture of the page's own
 * server is named in the address, and not kept.
 *
 * @param again called when a sound is chosen
 */
export async function keep(
  { draft, source, spec }: ProjectState,
  at: Places,
  again: () => void,
): Promise<void> {
  if (!isFollowed) onSound(again);
  isFollowed = true;
  if (source.query !== undefined && !isSample(source)) return;
  const layers = rememberedLayers(draft);
  const isOther = source !== owner;
  if (isOther) await keepReplaced(at, source);
  owner = source;
  const files = filesFor(spec, layers);
  await writeStore(at.work, { draft, layers, source, files, hash: location.hash });
  const sound = chosenSound();
  if (isOther || sound !== heard) await writeStore(at.sound, sound);
  heard = sound;
}

/** What its effects read; those that are switched off may be on again. */
function filesFor(spec: RenderSpec, layers: ShownLayers | undefined): Files {
  const effects = layers?.['effects']?.map((layer) => layer.spec) ?? spec.effects;
  const all = chosenFiles();
  const named = fileNamesIn({ ...spec, effects }).flatMap((name) => {
    const file = all[name];
    return file === undefined ? [] : [[name, file] as const];
  });
  return Object.fromEntries(named);
}
