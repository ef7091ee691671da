import { byId, create } from './element.ts';
import { warn } from './notices.ts';

const listeners = new Map<string, (() => void)[]>();
const fillers = new Map<string, () => Promise<void>>();

/** Gives every dialog a button that closes it, and opens those that buttons name. */
export function bindDialogs(): void {
  for (const dialog of document.querySelectorAll('dialog')) {
    const close = create('button', {
      type: 'button',
      className: 'close quiet',
      'aria-label': 'Close',
      onclick: () => requestClose(dialog),
    });
    close.insertAdjacentHTML(
      'beforeend',
      '<svg aria-hidden="true"><use href="#icon-close"></use></svg>',
    );
    dialog.append(close);
    // The backdrop belongs to the dialog: only there is it the target itself.
    dialog.addEventListener('pointerdown', (event) => {
      if (event.target === dialog && !isInside(event, dialog)) requestClose(dialog);
    });
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-opens]')) {
    button.addEventListener('click', () => openDialog(button.dataset['opens'] ?? ''));
  }
}

export function openDialog(id: string): void {
  const filled = fillers.get(id)?.();
  if (filled === undefined) show(id);
  else filled.then(() => show(id), warn);
}

function show(id: string): void {
  const dialog = byId(id, HTMLDialogElement);
  if (dialog.open) return;
  for (const listener of listeners.get(id) ?? []) listener();
  dialog.showModal();
}

/** Fills a dialog before it is opened for the first time. */
export function onFirstOpen(id: string, fill: () => Promise<void>): void {
  let filling: Promise<void> | undefined;
  fillers.set(id, () => {
    filling ??= fill().then(
      () => void fillers.delete(id),
      (error: unknown) => {
        // Another try may find the network again.
        filling = undefined;
        throw error;
      },
    );
    return filling;
  });
}

export function closeDialog(id: string): void {
  byId(id, HTMLDialogElement).close();
}

/** Called before the dialog is shown, each time. */
export function onOpen(id: string, listener: () => void): void {
  listeners.set(id, [...(listeners.get(id) ?? []), listener]);
}

/** What plays behind a dialog stands still as long as it is open, and then goes on. */
export function pauseBehind(
  id: string,
  player: { readonly playing: boolean; play(): void; pause(): void },
): void {
  let wasPlaying = false;
  onOpen(id, () => {
    wasPlaying = player.playing;
    player.pause();
  });
  byId(id, HTMLDialogElement).addEventListener('close', () => {
    if (wasPlaying) player.play();
  });
}

/** As Escape does: whoever has work under way may keep it open. */
function requestClose(dialog: HTMLDialogElement): void {
  if (dialog.dispatchEvent(new Event('cancel', { cancelable: true }))) dialog.close();
}

function isInside({ clientX, clientY }: PointerEvent, element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}
