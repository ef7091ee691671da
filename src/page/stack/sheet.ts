import { createEmitter } from '../../player/emitter.ts';

// On a tall narrow screen the settings are a sheet under the film, as layout.css says; everywhere else they are there.

const SHEET = matchMedia('(max-width: 860px) and (min-height: 640px)');
/** Of what can be set, that it is worth to be seen: a heading and two controls, CSS px. */
const ENOUGH = 150;
const { on, emit } = createEmitter<{ change: undefined }>();
let isClosed = false;

/** Whether the settings are a sheet, and it is in sight. */
export function sheetState(): 'none' | 'open' | 'closed' {
  if (!SHEET.matches) return 'none';
  return isClosed ? 'closed' : 'open';
}

export function setSheetOpen(open: boolean): void {
  isClosed = !open;
  document.body.classList.toggle('sheet-closed', isClosed);
  emit('change', undefined);
}

/** Brings what can be set of the selected thing into sight. */
export function showParameters(): void {
  if (SHEET.matches) setSheetOpen(true);
  const parameters = document.getElementById('parameters');
  const panel = parameters?.closest('.panel');
  if (!parameters || !panel) return;
  const { top, bottom } = panel.getBoundingClientRect();
  const at = parameters.getBoundingClientRect().top;
  // Not by scrollIntoView, which would move the page, too. In a sheet little is seen: they have all of it.
  if (SHEET.matches || at < top || at > bottom - ENOUGH) panel.scrollBy({ top: at - top });
}

export function onSheet(listener: () => void): void {
  on('change', listener);
  SHEET.addEventListener('change', listener);
}
