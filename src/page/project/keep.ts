import { fileNamesIn } from '../../film/carried/spec-files.ts';
import { chosenFiles } from './chosen-files.ts';
import { type ChosenSound, chosenSound } from './chosen-sound.ts';
import type { ProjectState } from './project.ts';
import { keepReplaced } from './recent.ts';
import type { Source } from './source.ts';
import { writeStore } from './work-store.ts';

/** Where the work that goes on is kept, and where its sound, which isn't written anew whatever else is set. */
interface Places {
  readonly work: string;
  readonly sound: string;
}

/** Whose pictures are kept, and with which sound. */
let owner: Source | undefined;
let heard: ChosenSound | undefined;

/** Keeps the work as it is; a film that it takes the place of is one of the recent ones then. */
export async function keep({ draft, source, spec }: ProjectState, at: Places): Promise<void> {
  const all = chosenFiles();
  const named = fileNamesIn(spec).flatMap((name) => {
    const file = all[name];
    return file === undefined ? [] : [[name, file] as const];
  });
  const isOther = source !== owner;
  if (isOther) await keepReplaced(at, source);
  owner = source;
  await writeStore(at.work, {
    draft,
    source,
    files: Object.fromEntries(named),
    hash: location.hash,
  });
  const sound = chosenSound();
  if (isOther || sound !== heard) await writeStore(at.sound, sound);
  heard = sound;
}
