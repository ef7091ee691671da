import type { FrameRange, FrameRate } from '../core/timeline.ts';

export const LOOP_MODES = ['once', 'repeat', 'ping-pong'] as const;
/** What comes after the last frame: nothing, the first, or the way back. */
export type LoopMode = (typeof LOOP_MODES)[number];

/** How fast frames follow each other, and how many there are. */
export interface Pace {
  readonly fps: FrameRate;
  readonly frameCount: number;
  /** What is played of them; a frame beyond it is shown where it is sought. Left out: all. */
  readonly range?: FrameRange;
  /** Times the frame rate; negative plays backwards, 0 stands still. */
  readonly speed: number;
  readonly loop: LoopMode;
}

/** Says which frame is due at which time, from the time alone: late frames are left out, never slowed. */
export interface Clock {
  /** The frame that is due; it changes in `tick` and `seek` alone. */
  readonly frame: number;
  /** Frames that were due between two ticks, and so never shown. */
  readonly skipped: number;
  /** True when the last frame of a film that is played once has had its time. */
  readonly ended: boolean;
  /** Moves on to the frame that is due at `now`, ms; the first tick after `halt` begins to count. */
  tick(now: number): number;
  /** Time stands still until the next tick. */
  halt(): void;
  seek(frame: number): void;
  setPace(pace: Pace): void;
}

/**
 * Screens refresh a little early or late: a frame counts as due this much before its time, ms, so that
 * a film at the rate of the screen shows each frame once.
 */
const LEAD = 2;

export function createClock(initial: Pace): Clock {
  let pace = initial;
  /** Counts on through all loops; where it stood when time began to count. */
  let position = 0;
  let from = 0;
  let began: number | undefined;
  /** It was sought beyond what is played. */
  let apart = rangeOf(pace).first > 0;
  let skipped = 0;
  let ended = false;

  const place = (next: number) => {
    position = next;
    from = next;
    began = undefined;
    ended = false;
    const { first, last } = rangeOf(pace);
    apart = next < first || next > last;
  };
  const frame = () => (apart ? position : frameAtPosition(position, pace));

  return {
    get frame() {
      return frame();
    },
    get skipped() {
      return skipped;
    },
    get ended() {
      return ended;
    },
    tick(now) {
      if (apart) place(pace.speed < 0 ? rangeOf(pace).last : rangeOf(pace).first);
      began ??= now;
      const next = from + stepsIn(now - began, pace);
      const end = pace.loop === 'once' ? limit(next, rangeOf(pace)) : next;
      skipped += Math.max(0, Math.abs(end - position) - 1);
      position = end;
      ended = end !== next;
      return frame();
    },
    halt() {
      from = position;
      began = undefined;
    },
    seek: place,
    setPace(next) {
      const sameWay =
        next.frameCount === pace.frameCount &&
        next.loop === pace.loop &&
        rangeOf(next).first === rangeOf(pace).first &&
        rangeOf(next).last === rangeOf(pace).last;
      const here = sameWay ? position : Math.min(frame(), next.frameCount - 1);
      pace = next;
      place(here);
    },
  };
}

/** Whole frames that become due in `elapsed` ms; negative when played backwards. */
function stepsIn(elapsed: number, { fps, speed }: Pace): number {
  const rate = (Math.abs(speed) * fps.numerator) / (1000 * fps.denominator);
  // The lead is at most half a frame, so that fast films don't begin with their second one.
  const steps = Math.floor((elapsed + Math.min(LEAD, 0.5 / rate)) * rate);
  return speed < 0 ? -steps : steps;
}

function limit(position: number, { first, last }: FrameRange): number {
  return Math.min(Math.max(position, first), last);
}

function rangeOf({ range, frameCount }: Pace): FrameRange {
  return range ?? { first: 0, last: frameCount - 1 };
}

/** Ping-pong shows the first and the last frame once each time it turns. */
function frameAtPosition(position: number, pace: Pace): number {
  const { first, last } = rangeOf(pace);
  const length = last - first + 1;
  if (pace.loop !== 'ping-pong') return first + modulo(position - first, length);
  const way = Math.max(1, 2 * (length - 1));
  const place = modulo(position - first, way);
  return first + (Math.min(place, way - place) % length);
}

function modulo(value: number, length: number): number {
  return ((value % length) + length) % length;
}
