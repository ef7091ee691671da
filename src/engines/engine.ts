import type { DeepFrame, MakeDeepPlanes } from '../core/planes/deep-planes.ts';
import type { FramePlanes } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Sampling } from '../core/sampling.ts';
import type { Pieces } from '../gl/gradually.ts';
import type { SceneInputs } from '../gl/scene.ts';
import type { Deepen } from '../gl/target.ts';

/** A way to make the planes of a film's frames, each within a level of what `scene` shows. */
export interface Engine {
  readonly name: string;
  /** Why it can't make a plan's frames, for people: "the …"; `undefined` where it can. */
  refuses(plan: RenderPlan): string | undefined;
  /** @param filmSize the film's size, px: the canvas, or larger by a pixel where a codec wants even sides */
  open(scene: SceneInputs, plan: RenderPlan, filmSize: Size): FrameSource;
  /** What it draws from has more than a byte a colour; left out: it hasn't. */
  readonly deepen?: Deepen;
  /**
   * The same of ten bits a sample, with the title; left out: it makes eight alone.
   *
   * @param assertAlive throws where what was drawn may be blank
   */
  openDeep?(scene: SceneInputs, plan: RenderPlan, assertAlive: () => void): DeepSource;
}

/** Makes frames of ten bits. */
export interface DeepSource {
  readonly planes: MakeDeepPlanes;
  /** The same of one frame, piece by piece. */
  gradually(frame: Frame, size: Size, sampling: Sampling | undefined): Pieces<DeepFrame>;
  dispose(): void;
}

/** Makes frames in any order, without the title, which is laid over them afterwards. */
export interface FrameSource {
  /**
   * The planes of frames, in their order, each valid until the next. Frames may be taken ahead, and several such
   * rows may be under way at once.
   */
  planes(frames: Iterable<Frame>): Iterable<FramePlanes>;
  /** The same of one frame, piece by piece; left out: the graphics draw little for it. */
  readonly gradually?: (frame: Frame) => Pieces<FramePlanes>;
  dispose(): void;
}
