import '../styles/transitions.css';
import type { CodeOpener } from '../code/code-opener.ts';
import type { Project } from '../project/project.ts';
import { createTransitionList } from './transition-list.ts';

/** The transitions of the film, which take turns, each with what can be set of it. */
export function createTransitionSection(
  place: HTMLElement,
  project: Project,
  code: CodeOpener,
): void {
  const list = createTransitionList(project, code);
  place.append(...list.elements);
  project.on('spec', list.update);
  list.update();
}
