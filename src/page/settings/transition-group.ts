import type { CodeOpener } from '../code/code-opener.ts';
import { isSeveral } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';

/** What goes between pictures, where there are several: loaded with the second one. */
export function createTransitionGroup(project: Project, code: CodeOpener): HTMLElement {
  const group = create(
    'fieldset',
    { id: 'group-transitions', hidden: true },
    create('legend', {}, 'Transitions'),
  );
  let isFilled = false;

  async function fill(): Promise<void> {
    isFilled = true;
    const { createTransitionSection } = await import('./transition-section.ts');
    createTransitionSection(group, project, code);
  }

  function update(): void {
    group.hidden = !isSeveral(project.source);
    if (!group.hidden && !isFilled) fill().catch(warn);
  }

  project.on('source', update);
  update();
  return group;
}
