import { warn } from '../ui/notices.ts';
import type { Edit, Project } from './project.ts';

/** A step that a key makes. */
export type KeyStep = (event: KeyboardEvent, edit: () => Edit) => void;

/**
 * Steps by keys, each from where the one before has led. Every press counts; a key that is held down goes on as fast
 * as the film follows, and stops when it is let go.
 */
export function createKeySteps(project: Pick<Project, 'adjust'>): KeyStep {
  let waiting = 0;
  return (event, edit) => {
    event.preventDefault();
    // The page's own keys go from frame to frame.
    event.stopPropagation();
    if (event.repeat && waiting > 0) return;
    waiting++;
    void project
      .adjust(edit)
      .catch(warn)
      .finally(() => waiting--);
  };
}
