import { SPEC_OPTIONS } from '../../film/options/options.ts';
import { foldAdvanced } from '../controls/control.ts';
import { create } from '../ui/element.ts';
import { formatSeconds } from '../ui/format.ts';
import { warn } from '../ui/notices.ts';
import { bindControl } from '../controls/bound-control.ts';
import type { Project } from '../project/project.ts';
import { chosenSound, onSound } from '../project/chosen-sound.ts';
import { chooseSound } from '../project/choose-sound.ts';
import { removeSound } from './sound.ts';

/** Browsers know some of these by their endings alone. */
const TAKEN = 'audio/*,.mp3,.m4a,.aac,.ogg,.opus,.flac,.wav';

/** The group of settings that says what is heard with the film, and how it is changed. */
export function createSoundRow(project: Project): HTMLElement {
  const input = create('input', {
    type: 'file',
    accept: TAKEN,
    hidden: true,
    'aria-label': 'The file of the sound',
  });
  const open = create('button', { type: 'button', onclick: () => input.click() });
  const name = create('output', { className: 'sound-name', 'aria-label': 'Sound' });
  const remove = create(
    'button',
    {
      type: 'button',
      className: 'quiet',
      'aria-label': 'Leave the sound out',
      onclick: removeSound,
    },
    '×',
  );
  const controls = SPEC_OPTIONS.filter(({ scope }) => scope === 'sound').map((option) =>
    bindControl(option, project, () => project.spec),
  );
  const changes = create(
    'div',
    { className: 'sound-changes' },
    ...foldAdvanced(
      'group-sound',
      controls.map(({ option, element }) => ({ tier: option.tier, element })),
    ),
  );
  input.onchange = () => {
    const [file] = input.files ?? [];
    // The same file again would not be a change.
    input.value = '';
    if (file) chooseSound(file).catch(warn);
  };

  function update(): void {
    const sound = chosenSound();
    open.textContent = sound ? 'Another…' : 'Open a sound…';
    name.textContent = sound ? `${sound.file.name}, ${formatSeconds(sound.duration)}` : 'None';
    remove.hidden = sound === undefined;
    // What changes a sound that isn't there keeps the film from being exported: it has to be seen.
    const isChanged = controls.some(({ option }) => project.draft[option.field] !== undefined);
    changes.hidden = sound === undefined && !isChanged;
    for (const control of controls) control.update();
  }

  onSound(update);
  project.on('spec', update);
  update();
  return create(
    'fieldset',
    { id: 'group-sound' },
    create('legend', {}, 'Sound'),
    create('p', { className: 'row' }, open, input, name, remove),
    changes,
  );
}
