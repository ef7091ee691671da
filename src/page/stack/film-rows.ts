import { secondsAt } from '../../core/timeline.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { Project } from '../project/project.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { createBody, createPlainRow, type PlainRow } from './plain-row.ts';
import type { StackList } from './stack-list.ts';

/** What can be set of each, as elements. */
export interface FilmControls {
  readonly text: readonly HTMLElement[];
  readonly frame: readonly HTMLElement[];
  readonly time: readonly HTMLElement[];
}

/** Rows of the title, and of what holds for the whole film: its frame and its time. What comes back keeps them true. */
export function showFilmRows(
  list: StackList,
  project: Project,
  controls: FilmControls,
): () => void {
  const remove = create(
    'button',
    {
      type: 'button',
      className: 'sign',
      'aria-label': 'Remove the title',
      title: 'Remove the title',
      onclick: () => project.change(withoutTitle).catch(warn),
    },
    '×',
  );
  const title = createPlainRow(
    'title',
    'Title',
    createBody('group-title', 'Title', ...controls.text),
    remove,
  );
  const frame = createPlainRow(
    'frame',
    'Frame',
    createBody('group-canvas', 'Frame', ...controls.frame),
  );
  const time = createPlainRow('time', 'Time', createBody('group-timing', 'Time', ...controls.time));
  for (const [group, row] of Object.entries({ text: title, frame, time }) as [
    'text' | 'frame' | 'time',
    PlainRow,
  ][]) {
    row.opener.onclick = () => list.press(row.id);
    list.show(group, [row]);
  }
  return () => {
    const { spec, layout, frameCount, fps } = project.plan;
    const { width, height } = layout.canvas;
    const [line = '', ...more] = (spec.title ?? '').split('\n');
    title.said.textContent = line === '' ? 'none' : line + (more.length > 0 ? ' …' : '');
    // Whoever has pressed it goes on from there.
    if (spec.title === undefined && document.activeElement === remove) title.opener.focus();
    remove.hidden = spec.title === undefined;
    frame.said.textContent = `${width}×${height}`;
    const rate = Number((fps.numerator / fps.denominator).toFixed(2));
    time.said.textContent = `${Number(secondsAt(frameCount, fps).toFixed(2))} s, ${rate} fps`;
  };
}

function withoutTitle(draft: SpecDraft): SpecDraft {
  const { title: _, ...others } = draft;
  return others;
}
