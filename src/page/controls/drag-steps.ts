import type { History } from '../project/history.ts';
import type { Project } from '../project/project.ts';

/** What sets a value all the way that a pointer drags it. */
const DRAGGED = 'input[type="range"], .dial, .place, .scrub';

/** Makes a drag within a form one step to undo, however long it takes. */
export function bindDragSteps(
  form: HTMLElement,
  project: Pick<Project, 'change'>,
  history: Pick<History, 'hold'>,
): void {
  form.addEventListener('pointerdown', ({ target, pointerId }) => {
    if (!(target instanceof Element) || target.closest(DRAGGED) === null) return;
    const release = history.hold();
    const ended = new AbortController();
    const end = (event: PointerEvent) => {
      if (event.pointerId !== pointerId) return;
      ended.abort();
      // What was set last may have to be waited for.
      void project.change((draft) => draft).finally(release);
    };
    for (const name of ['pointerup', 'pointercancel'] as const)
      addEventListener(name, end, { signal: ended.signal });
  });
}
