import type { CodeOpener } from '../code/code-opener.ts';
import { isSeveral } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import type { StackList } from './stack-list.ts';

/** Rows of what goes between pictures, where there are several: loaded with the second one. What comes back adds one. */
export function followTransitions(
  list: StackList,
  project: Project,
  code: CodeOpener,
): HTMLElement {
  const adding = create(
    'button',
    { type: 'button', title: 'Add a transition', hidden: true },
    '+ Transition',
  );
  let isLoaded = false;

  async function load(): Promise<void> {
    isLoaded = true;
    const { showTransitionRows } = await import('./transition-rows.ts');
    const update = showTransitionRows(list, project, code, adding);
    project.on('spec', update);
    update();
  }

  function follow(): void {
    if (!isLoaded && isSeveral(project.source)) load().catch(warn);
  }

  project.on('source', follow);
  follow();
  return adding;
}
