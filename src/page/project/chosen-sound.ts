import type { SoundCodecName } from '../../core/sound/sound.ts';
import { createEmitter } from '../../player/emitter.ts';

// What is heard with films from here, as a person chose it. It is no part of a spec, which says what is changed of
// any sound.

/** A sound's file, looked at. */
export interface ChosenSound {
  readonly file: File;
  /** s */
  readonly duration: number;
  readonly codec: SoundCodecName;
  /** s of what a decoder gives before it begins. */
  readonly skipped: number;
}

const { on, emit } = createEmitter<{ sound: ChosenSound | undefined }>();
let chosen: ChosenSound | undefined;

export const onSound = (listener: (sound: ChosenSound | undefined) => void) =>
  on('sound', listener);

export function chosenSound(): ChosenSound | undefined {
  return chosen;
}

/** Those that were looked at before come back as they were. */
export function setSound(sound: ChosenSound | undefined): void {
  if (sound === chosen) return;
  chosen = sound;
  emit('sound', sound);
}
