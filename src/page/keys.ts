import { byId, create } from './ui/element.ts';
import type { History } from './project/history.ts';
import type { StackList } from './stack/stack-list.ts';
import { warn } from './ui/notices.ts';
import type { Stage } from './stage/stage.ts';
import type { Transport } from './time/transport.ts';
import type { WholePicture } from './stage/whole-picture.ts';

interface KeyBinding {
  /** As `KeyboardEvent.key` says them; the first is shown. */
  readonly keys: readonly string[];
  readonly shift?: boolean;
  /** Control, or Command on a Mac. */
  readonly ctrl?: boolean;
  readonly alt?: boolean;
  /** In fields, too. */
  readonly everywhere?: boolean;
  readonly shown: string;
  readonly does: string;
  readonly act: () => void;
}

/** What keys act on. */
interface Keyed {
  readonly transport: Transport;
  readonly stage: Stage;
  readonly history: Pick<History, 'undo' | 'redo'>;
  readonly wholePicture: WholePicture;
  readonly compare: () => void;
  readonly stack: Pick<StackList, 'moveBy' | 'remove'>;
}

/** What is done to the same thing, under its name in the help. */
interface KeySection {
  readonly title: string;
  /** What a mouse or a finger does. */
  readonly byHand?: readonly Pick<KeyBinding, 'shown' | 'does'>[];
  readonly keys: readonly KeyBinding[];
}

/** Every key of the page and what it does; the help is made from this table. */
function bindings(
  { transport, stage, history, wholePicture, compare, stack }: Keyed,
  open: (dialog: string) => void,
): readonly KeySection[] {
  return [
    {
      title: 'Playing',
      byHand: [{ shown: 'Click', does: 'on the film: play or pause' }],
      keys: [
        { keys: [' '], shown: 'Space', does: 'play or pause', act: transport.toggle },
        { keys: ['k'], shown: 'K', does: 'pause', act: transport.pause },
        { keys: ['l'], shown: 'L', does: 'play; again: faster', act: () => transport.shuttle(1) },
        { keys: ['j'], shown: 'J', does: 'the same backwards', act: () => transport.shuttle(-1) },
        { keys: ['['], shown: '[', does: 'slower', act: () => transport.changeSpeed(-1) },
        { keys: [']'], shown: ']', does: 'faster', act: () => transport.changeSpeed(1) },
        {
          keys: ['m'],
          shown: 'M',
          does: 'the sound off or on',
          // There is one once there is a sound.
          act: () => document.getElementById('mute')?.click(),
        },
      ],
    },
    {
      title: 'Frames',
      keys: [
        { keys: ['ArrowLeft'], shown: '←', does: 'one back', act: () => transport.step(-1) },
        { keys: ['ArrowRight'], shown: '→', does: 'one on', act: () => transport.step(1) },
        {
          keys: ['ArrowLeft'],
          shift: true,
          shown: 'Shift ←',
          does: 'ten back',
          act: () => transport.step(-10),
        },
        {
          keys: ['ArrowRight'],
          shift: true,
          shown: 'Shift →',
          does: 'ten on',
          act: () => transport.step(10),
        },
        { keys: ['Home'], shown: 'Home', does: 'the first', act: transport.first },
        { keys: ['End'], shown: 'End', does: 'the last', act: transport.last },
      ],
    },
    {
      title: 'Stage',
      byHand: [{ shown: 'Drag', does: 'over the film: where a roll or a pan goes, how fast' }],
      keys: [
        { keys: ['0'], shown: '0', does: 'fit the stage', act: () => stage.setZoom('fit') },
        { keys: ['1'], shown: '1', does: 'a pixel a pixel', act: () => stage.setZoom(1) },
        { keys: ['+', '='], shown: '+', does: 'zoom in', act: () => stage.step(1) },
        { keys: ['-'], shown: '−', does: 'zoom out', act: () => stage.step(-1) },
        { keys: ['f'], shown: 'F', does: 'full screen', act: stage.toggleFullScreen },
        { keys: ['w'], shown: 'W', does: 'the whole picture', act: wholePicture.toggle },
        { keys: ['c'], shown: 'C', does: 'compare A and B', act: compare },
      ],
    },
    {
      title: 'Stack',
      byHand: [{ shown: 'Drag', does: 'a row: to another place' }],
      keys: [
        {
          keys: ['ArrowUp'],
          alt: true,
          shown: 'Alt ↑',
          does: 'what is selected: further up',
          act: () => stack.moveBy(-1),
        },
        {
          keys: ['ArrowDown'],
          alt: true,
          shown: 'Alt ↓',
          does: 'further down',
          act: () => stack.moveBy(1),
        },
        {
          keys: ['Delete', 'Backspace'],
          shown: 'Delete',
          does: 'out of the film',
          act: stack.remove,
        },
      ],
    },
    {
      title: 'Page',
      keys: [
        { keys: ['o'], shown: 'O', does: 'open a picture', act: () => open('open-dialog') },
        { keys: ['e'], shown: 'E', does: 'export', act: () => open('export-panel') },
        {
          keys: ['z'],
          ctrl: true,
          shown: 'Ctrl Z',
          does: 'undo',
          act: () => void history.undo().catch(warn),
        },
        {
          keys: ['z'],
          ctrl: true,
          shift: true,
          shown: 'Ctrl Shift Z',
          does: 'redo',
          act: () => void history.redo().catch(warn),
        },
        {
          keys: ['k'],
          ctrl: true,
          everywhere: true,
          shown: 'Ctrl K',
          does: 'find a motion, an effect, a setting',
          act: () => open('palette-dialog'),
        },
        { keys: ['?'], shown: '?', does: 'this help', act: () => open('help-dialog') },
      ],
    },
  ];
}

export function bindKeys(keyed: Keyed, open: (dialog: string) => void): void {
  const sections = bindings(keyed, open);
  byId('keys', HTMLElement).append(...sections.map(describe));
  const table = sections.flatMap(({ keys }) => keys);
  document.addEventListener('keydown', (event) => {
    // Behind a dialog there is nothing to move.
    if (document.querySelector('dialog[open]')) return;
    const ctrlPressed = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    // Of letters and signs, Shift makes others.
    const withShift = key.startsWith('Arrow') || ctrlPressed;
    const binding = table.find(
      ({ keys, shift = false, ctrl = false, alt = false }) =>
        keys.includes(key) &&
        ctrl === ctrlPressed &&
        alt === event.altKey &&
        (!withShift || shift === event.shiftKey),
    );
    if (binding === undefined || (!binding.everywhere && belongsToControl(event))) return;
    event.preventDefault();
    binding.act();
  });
}

/** Keys that the focused control understands itself. */
function belongsToControl({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('button, a, summary, [type=checkbox]')) return key === ' ';
  // The scrub bar understands the same keys, but no steps of ten.
  if (target.id === 'scrub') return false;
  if (target.matches('input[type=range]')) return /^(Arrow|Home|End|Page)/.test(key);
  if (target.matches('select') && (ctrlKey || metaKey)) return false;
  return target.matches('input:not([type=checkbox], [type=color]), select, textarea');
}

function describe({ title, byHand = [], keys }: KeySection): HTMLElement {
  const rows = [...byHand, ...keys].map(({ shown, does }) =>
    create('div', {}, create('dt', {}, create('kbd', {}, shown)), create('dd', {}, does)),
  );
  return create('section', {}, create('h4', {}, title), create('dl', {}, ...rows));
}
