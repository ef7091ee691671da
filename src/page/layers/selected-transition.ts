import { createEmitter } from '../../player/emitter.ts';

// Which transition shows what can be set of it, and where in the film: in the list, and in the timeline.

/** A transition by its place, and the joint that it was chosen at, if it was at one. */
export interface SelectedTransition {
  readonly place: number;
  readonly joint?: number | undefined;
}

const { on, emit } = createEmitter<{ change: undefined }>();
let selected: SelectedTransition = { place: 0 };

/** @param count of the transitions that there are: they may have become fewer since */
export function selectedTransition(count: number): SelectedTransition {
  const { place, joint } = selected;
  if (place >= count) return { place: count - 1 };
  // By turns it has another one now.
  return joint !== undefined && joint % count !== place ? { place } : selected;
}

export function selectTransition(next: SelectedTransition): void {
  selected = next;
  emit('change', undefined);
}

export function onTransitionSelected(listener: () => void): void {
  on('change', listener);
}
