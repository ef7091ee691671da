import { createEmitter } from '../../player/emitter.ts';

// Films that are being exported, or wait for it. What moves for show alone stands still meanwhile: on a machine that draws
// by its processors both would be slower.

const { on, emit } = createEmitter<{ change: undefined }>();
let films = 0;

export function isExporting(): boolean {
  return films > 0;
}

/** Counts one more, or one less. */
export function countExport(by: 1 | -1): void {
  films += by;
  emit('change', undefined);
}

/** Told when another one begins or is done. */
export function onExporting(listener: () => void): void {
  on('change', listener);
}
