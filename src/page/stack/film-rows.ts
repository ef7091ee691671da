import { secondsAt } from '../../core/timeline.ts';
import type { Project } from '../project/project.ts';
import { createEye, createSign } from '../ui/sign.ts';
import { createBody, createPlainRow, type PlainRow } from './plain-row.ts';
import type { StackList } from './stack-list.ts';
import type { TitleSwitch } from './title-switch.ts';

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
  text: TitleSwitch,
  controls: FilmControls,
): () => void {
  const eye = createEye('Title', text.turn);
  const remove = createSign('Remove the title', '×', text.remove);
  const title = {
    ...createPlainRow(
      'title',
      'Title',
      createBody('group-title', 'Title', ...controls.text),
      eye.element,
      remove,
    ),
    get remove() {
      return text.text === undefined ? undefined : text.remove;
    },
  };
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
    const { layout, frameCount, fps } = project.plan;
    const { width, height } = layout.canvas;
    const [line = '', ...more] = (text.text ?? '').split('\n');
    title.said.textContent = line === '' ? 'none' : line + (more.length > 0 ? ' …' : '');
    // Whoever has pressed it goes on from there.
    const signs = [eye.element, remove];
    if (text.text === undefined && signs.some((each) => each === document.activeElement))
      title.opener.focus();
    for (const each of signs) each.hidden = text.text === undefined;
    eye.show(!text.isOff);
    title.element.classList.toggle('off', text.isOff);
    frame.said.textContent = `${width}×${height}`;
    const rate = Number((fps.numerator / fps.denominator).toFixed(2));
    time.said.textContent = `${Number(secondsAt(frameCount, fps).toFixed(2))} s, ${rate} fps`;
  };
}
