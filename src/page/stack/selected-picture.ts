import { createEmitter } from '../../player/emitter.ts';

// Which of several pictures shows what is its own: in the list, and in the timeline.

const { on, emit } = createEmitter<{ change: undefined }>();
let selected: Blob | undefined;

export function selectedPicture(): Blob | undefined {
  return selected;
}

export function selectPicture(picture: Blob | undefined): void {
  selected = picture;
  emit('change', undefined);
}

export function onSelected(listener: () => void): void {
  on('change', listener);
}
