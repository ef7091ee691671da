import { rangeLength } from '../film/plan.ts';
import { isLoss } from '../player/context-loss.ts';
import { createClock } from '../player/clock.ts';
import { createPulse } from '../player/pulse.ts';
import type { Drawing } from './drawing.ts';
import type { PageFilm } from './embedded-film.ts';

/** A film that plays on its canvas, each frame when it is due. */
export interface Playback {
  readonly playing: boolean;
  play(): void;
  pause(): void;
  /** Shows a frame of the film, or the nearest that there is, and stands. */
  show(frame: number): void;
  /** Goes on by so many frames, and stands. */
  step(frames: number): void;
  /** Draws again what the canvas has lost. */
  redraw(): void;
}

interface PlaybackListeners {
  playing(playing: boolean): void;
  /** A frame is on the canvas. */
  shown(frame: number): void;
  failed(error: unknown): void;
}

export function createPlayback(
  { range, plays }: Pick<PageFilm, 'range' | 'plays'>,
  { plan, draw }: Drawing,
  on: PlaybackListeners,
): Playback {
  const length = rangeLength(range);
  const clock = createClock({
    fps: plan.fps,
    speed: 1,
    ...(plays === 0
      ? ({ frameCount: length, loop: 'repeat' } as const)
      : ({ frameCount: length * plays, loop: 'once' } as const)),
  });
  const pulse = createPulse(
    clock,
    { due: () => void catchUp(), playing: (playing) => on.playing(playing) },
    new AbortController().signal,
  );
  let shown: number | undefined;
  let drawing = false;

  /** Draws what is due, one frame at a time: pictures may have to be decoded first. */
  async function catchUp(): Promise<void> {
    if (drawing) return;
    drawing = true;
    try {
      for (let due = frame(); due !== shown; due = frame()) {
        // oxlint-disable-next-line no-await-in-loop -- the canvas shows one
        if (!(await draw(due))) return;
        shown = due;
        on.shown(due);
        if (pulse.playing) return;
      }
    } catch (error) {
      // What draws again hears of a loss by itself.
      if (!isLoss(error)) on.failed(error);
    } finally {
      drawing = false;
    }
  }

  function frame(): number {
    return range.first + (clock.frame % length);
  }

  function standAt(place: number): void {
    pulse.setPlaying(false);
    clock.seek(Math.min(Math.max(place, 0), length - 1));
    void catchUp();
  }

  return {
    get playing() {
      return pulse.playing;
    },
    play() {
      if (clock.ended) clock.seek(0);
      pulse.setPlaying(true);
    },
    pause: () => pulse.setPlaying(false),
    show: (asked) => standAt(asked - range.first),
    step: (frames) => standAt((((clock.frame + frames) % length) + length) % length),
    redraw() {
      shown = undefined;
      void catchUp();
    },
  };
}
