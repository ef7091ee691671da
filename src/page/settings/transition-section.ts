import '../styles/transitions.css';
import type { CodeOpener } from '../code/code-opener.ts';
import { createTransitionCards } from '../gallery/transition-cards.ts';
import type { Project } from '../project/project.ts';
import { createTransitionList } from './transition-list.ts';

/** Cards to choose from, and below them those of the film, which take turns. */
export function createTransitionSection(
  place: HTMLElement,
  project: Project,
  code: CodeOpener,
): void {
  const list = createTransitionList(project, code);
  const cards = createTransitionCards(project, code);
  place.append(...cards.elements, ...list.elements);
  const update = () => {
    list.update();
    cards.update();
  };
  project.on('spec', update);
  update();
}
