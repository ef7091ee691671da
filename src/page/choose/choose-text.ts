import type { SpecDraft } from '../../film/options/option.ts';
import { withNoTitle } from '../stack/title-switch.ts';
import { byId, create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import { type ChoosingFor, createSection } from './section.ts';

/** Titles to begin with: what one shows, and how it is written. */
const TITLES = [
  { shows: 'A caption', title: 'A caption' },
  { shows: 'Two lines, one above the other', title: 'A title\nand what it is about' },
  { shows: 'Frame 012', title: 'Frame {f:03d}' },
  { shows: 'Frame 12 of 240', title: 'Frame {f} of {n}' },
  { shows: '0.40 s', title: '{t:.2f} s' },
  { shows: 'Frame 12 · 0.40 s', title: 'Frame {f:3d} · {t:.2f} s' },
] as const;

/** Titles: a click sets one, and goes on in its field. */
export function createTextChoices({ project, panel, showSettings }: ChoosingFor): HTMLElement {
  function set(title: string | undefined): void {
    const edit = (draft: SpecDraft): SpecDraft =>
      title === undefined ? withNoTitle(draft) : { ...draft, title };
    showSettings();
    panel.list.select('title');
    project.change(edit).then(writeOn, warn);
  }

  const rows = TITLES.map(({ shows, title }) => ({
    title,
    button: create(
      'button',
      { type: 'button', className: 'choice-row', onclick: () => set(title) },
      create('strong', {}, shows),
      create('code', {}, title.replace('\n', ' ↵ ')),
    ),
  }));
  const none = create(
    'button',
    { type: 'button', className: 'choice-row', onclick: () => set(undefined) },
    create('strong', {}, 'No title'),
  );
  const list = create(
    'ul',
    { className: 'choice-rows', role: 'list' },
    ...[none, ...rows.map(({ button }) => button)].map((button) => create('li', {}, button)),
  );
  list.setAttribute('aria-label', 'Titles');

  function update(): void {
    const { title } = project.draft;
    none.setAttribute('aria-pressed', String(title === undefined));
    for (const row of rows) row.button.setAttribute('aria-pressed', String(title === row.title));
  }

  project.on('spec', update);
  update();
  return createSection(
    'Text',
    [],
    list,
    create(
      'p',
      { className: 'hint' },
      '{f} is the number of the frame, {n} how many there are, {t} the seconds. The picture fills the frame under it, or stands below it where the layout is a figure.',
    ),
  );
}

/** What was put there is likely to be changed. */
function writeOn(): void {
  const field = byId('option-title', HTMLElement);
  field.focus();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
}
