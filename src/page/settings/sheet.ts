import { createEmitter } from '../../player/emitter.ts';

// On a tall narrow screen the settings are a sheet under the film, as layout.css says; everywhere else they are there.

const SHEET = matchMedia('(max-width: 860px) and (min-height: 640px)');
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

export function onSheet(listener: () => void): void {
  on('change', listener);
  SHEET.addEventListener('change', listener);
}
