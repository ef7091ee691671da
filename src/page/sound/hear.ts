import { gainAt, heardAt, heardUntil } from '../../core/sound/sound-edit.ts';
import type { SoundEdit } from '../../core/sound/sound.ts';

/** A sound of a film, and how it is heard with it. */
export interface Heard {
  readonly edit: SoundEdit;
  /** Of the sound, s. */
  readonly duration: number;
  /** Of the film, s. */
  readonly film: number;
}

/** A sound's file that goes along with a film. */
export interface Hearing {
  /** The film is at this moment, s, and goes on so many times as fast; where it is. */
  follow(heard: Heard, at: number, speed: number): void;
  pause(): void;
  close(): void;
}

/** How far sound and film may be apart before the sound jumps, s of the film: a jump is heard, too. */
const APART = 0.15;
/** What browsers take. */
const RATES = { slowest: 0.0625, fastest: 16 };

export interface HearingEvents {
  /** The browser plays no sound before somebody has used the page; told once. */
  readonly onAwaited: () => void;
  /** The browser can't play it; told once. */
  readonly onFault: (reason: unknown) => void;
}

export function openHearing(file: Blob, { onAwaited, onFault }: HearingEvents): Hearing {
  const url = URL.createObjectURL(file);
  const audio = new Audio(url);
  let amplifier: Amplifier | undefined;
  let isAwaited = false;
  let isBroken = false;
  const fault = (reason: unknown) => {
    const name = reason instanceof DOMException ? reason.name : '';
    // Whoever pauses while it begins to play ends that.
    if (isBroken || name === 'AbortError') return;
    if (name === 'NotAllowedError' && !isUsed()) {
      if (!isAwaited) onAwaited();
      isAwaited = true;
      return;
    }
    isBroken = true;
    onFault(reason);
  };

  /** An element is never louder than its file. */
  function setGain(gain: number): void {
    if (gain > 1) amplifier ??= amplify(audio);
    audio.volume = amplifier ? 1 : Math.max(0, gain);
    if (amplifier) amplifier.gain.value = Math.max(0, gain);
  }

  return {
    follow({ edit, duration, film }, at, speed) {
      const place = heardAt(edit, duration, film, at);
      if (place === undefined || isBroken) return audio.pause();
      if (isAwaited && !isUsed()) return;
      setGain(gainAt(edit, heardUntil(edit, duration, film), at));
      audio.playbackRate = Math.min(Math.max(speed, RATES.slowest), RATES.fastest);
      if (Math.abs(audio.currentTime - place) > APART * Math.max(1, speed))
        audio.currentTime = place;
      if (audio.paused) audio.play().catch(fault);
    },
    pause: () => audio.pause(),
    close() {
      audio.pause();
      audio.removeAttribute('src');
      void amplifier?.context.close();
      URL.revokeObjectURL(url);
    },
  };
}

/** Whether somebody has clicked into the page, or pressed a key. */
function isUsed(): boolean {
  return navigator.userActivation.hasBeenActive;
}

interface Amplifier {
  readonly context: AudioContext;
  readonly gain: AudioParam;
}

function amplify(audio: HTMLAudioElement): Amplifier {
  const context = new AudioContext();
  const node = new GainNode(context);
  context.createMediaElementSource(audio).connect(node).connect(context.destination);
  return { context, gain: node.gain };
}
