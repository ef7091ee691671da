import type { RenderPlan } from '../film/plan.ts';
import type { Pictures } from '../film/time/show.ts';
import type { Files } from '../film/carried/spec-files.ts';
import type { SpecInput } from '../film/spec/spec.ts';
import type { LoopMode } from './clock.ts';
import type { Emitter } from './emitter.ts';
import type { Coarseness } from './screen.ts';

/** What a player tells, and with what. */
export interface PlayerEvents {
  /** A frame is on the canvas. */
  frame: number;
  playing: boolean;
  /** Spec or picture have changed; sizes and frame counts are decided. */
  plan: RenderPlan;
  /** The graphics context is lost (true), or is back with everything on it (false). */
  lost: boolean;
  /** What went wrong while nobody waited for it. */
  error: unknown;
}

/** A film that plays on a canvas. */
export interface Player {
  readonly plan: RenderPlan;
  /** The frame that the canvas shows. */
  readonly frame: number;
  readonly playing: boolean;
  readonly loop: LoopMode;
  readonly speed: number;
  /** As the driver names itself. */
  readonly renderer: string;
  /** The longest side of a picture, px. */
  readonly maxTextureSize: number;
  /** Frames drawn since the player was made. */
  readonly presented: number;
  /** Frames that were due but left out, as the next one was due already. */
  readonly skipped: number;
  /**
   * Pixels of the film along each side of one that is drawn while it moves; at rest all are. More than was set where a
   * whole frame would keep the page waiting.
   */
  readonly coarseness: number;
  /** Exposures of a pixel that are drawn while it moves, of the plan's; fewer for the same reason. */
  readonly exposures: number;
  /** How much of the frame that is shown is drawn as it will be at rest, a share; it is seen when it is 1. */
  readonly refined: number;
  /** The graphics have been given more than they have drawn: what comes now only waits. */
  readonly busy: boolean;
  /** Goes on from the frame that is shown; from the first where a film that plays once has ended. */
  play(): void;
  pause(): void;
  /** Shows a frame, whole and within the film; anything else becomes the nearest that is. */
  seek(frame: number): void;
  /**
   * Another frame, small, while the canvas shows on what it shows; `undefined` while the player is busy.
   *
   * @param side the least that its longer side may have, px; where the film has fewer, all of them
   * @throws StillmotionError `effect-too-slow`
   */
  peek(frame: number, side: number): ImageData | undefined;
  /**
   * A preview for slow graphics: while the film moves, the canvas has so many fewer pixels along each side. What is
   * exported, and what `render.ts` draws, is the same.
   */
  setCoarseness(coarseness: Coarseness): void;
  /** What comes after the last frame. */
  setLoop(loop: LoopMode): void;
  /** Times the frame rate; negative plays backwards. */
  setSpeed(speed: number): void;
  /**
   * Changes the job; playback goes on at the same frame.
   *
   * @param files that effects read; left out: those that were given before
   * @throws StillmotionError `usage`, `frame-too-large`, …: the film is then as it was
   */
  setSpec(spec: SpecInput, files?: Files): Promise<void>;
  /**
   * Changes the picture (`null`: the built-in one; several as `pictures` of the spec), and the job with it where one is
   * given.
   *
   * @throws StillmotionError `picture-undecodable`, `picture-too-large`, …: the film is then as it was
   */
  setImage(image: Pictures, spec?: SpecInput, files?: Files): Promise<void>;
  /** Listens; the function that comes back ends it. */
  readonly on: Emitter<PlayerEvents>['on'];
  /** Frees everything; the canvas keeps what it shows, and another player can be made on it. */
  dispose(): void;
}
