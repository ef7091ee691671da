import type { History } from './history.ts';
import { warn } from '../ui/notices.ts';
import type { Edit, Project } from './project.ts';

/** A drag that sets something on its way: the film follows as fast as it can, and all of it is one step to undo. */
export interface Gesture {
  /** What holds from now on; of what comes while the film is at work, the latest. */
  set(edit: Edit): void;
  /** Done when the last edit is in the film. */
  end(): Promise<void>;
  /** The film is as it was before. */
  cancel(): Promise<void>;
}

export function beginGesture(
  project: Pick<Project, 'draft' | 'change'>,
  history: Pick<History, 'hold'>,
): Gesture {
  const before = project.draft;
  const release = history.hold();
  let latest: Edit | undefined;
  let work: Promise<void> | undefined;

  async function follow(): Promise<void> {
    while (latest !== undefined) {
      const edit = latest;
      latest = undefined;
      await project.change((draft) => edit(draft, before)).catch(warn);
    }
    work = undefined;
  }

  function set(edit: Edit): void {
    latest = edit;
    work ??= follow();
  }

  async function end(): Promise<void> {
    await work;
    release();
  }

  return {
    set,
    end,
    cancel() {
      set(() => before);
      return end();
    },
  };
}
