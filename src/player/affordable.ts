import { StillmotionError } from '../core/errors.ts';
import { formatSize } from '../core/size.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { Trial, TrialStep } from '../gl/trial.ts';
import { finish } from './finish.ts';

// What draws for a minute draws nothing else, in no page of the browser, and nothing can stop it. So whatever others
// have written is drawn on some pixels of a frame first, on more where these are quick, and refused where the whole
// would take too long. That some pixels end at all is seen to by counting loops (effects/loops.ts).

/** For one frame, s: slow, but one can wait for it. */
const LONGEST_FRAME = 5;
/** Small places of a frame, each time more. */
const MOST_BLOCKS = 4096;
const STEPS = [1, 4, 16, 64, 256, 1024, MOST_BLOCKS];
/** Before each frame is drawn: all of the first, and of the others as many as leave a doubt. */
const STEPS_OF_FRAME = [1, 8, 64];
const DOUBTFUL_STEPS = [256, 1024, MOST_BLOCKS];
/** Frames that are tried at first: where in the film. */
const PARTS = [0, 0.25, 0.5, 0.75, 1];
/** What takes so long, s, has been measured; below it anything else may have been in the way. */
const CLEAR = 0.15;
/** The quickest counts: a busy machine is no slow shader. What takes so long, s, is tried but twice. */
const TRIES = 3;
const LONG = 1;

/** Sees to it that no frame takes too long. */
export interface Guard {
  /** @throws StillmotionError `effect-too-slow` */
  assertAffordable(index: number): void;
  dispose(): void;
}

/** Lets everything through. */
const NO_GUARD: Guard = { assertAffordable: () => {}, dispose: () => {} };

/**
 * Tries frames all over a film, bit by bit, and gives what tries each before it is drawn.
 *
 * @throws StillmotionError `effect-too-slow`
 */
export function* createGuard(
  open: () => Trial,
  { spec, frameCount, layout }: RenderPlan,
): Generator<TrialStep, Guard> {
  const theirs = spec.effects.filter(({ source }) => source !== undefined);
  if (theirs.length === 0) return NO_GUARD;
  const trial = open();

  /** The least that a frame seems to take, s, and whether that is sure where it is too long. */
  function* measure(
    index: number,
    blocks: number,
  ): Generator<TrialStep, { seconds: number; isSure: boolean }> {
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < TRIES && least > LONGEST_FRAME; tries++) {
      const { some, all } = yield* trial.tryOut(index, blocks);
      least = Math.min(least, all);
      if (some >= LONG && tries > 0) break;
      if (some < CLEAR && blocks < MOST_BLOCKS) return { seconds: least, isSure: false };
    }
    return { seconds: least, isSure: true };
  }

  /** @returns whether it is quick, as far as is known */
  function* isQuick(index: number, blocks: number): Generator<TrialStep, boolean> {
    const { seconds, isSure } = yield* measure(index, blocks);
    if (seconds <= LONGEST_FRAME) return true;
    if (!isSure) return false;
    const names = theirs.map(({ file = 'effect.glsl' }) => file).join(', ');
    throw new StillmotionError(
      'effect-too-slow',
      `With ${names} frame ${index} would take about ${Number(seconds.toPrecision(2))} s with these graphics, at ${formatSize(layout.canvas)}; the player draws none above ${LONGEST_FRAME} s. Give the shader’s loops fewer turns, or the film a smaller canvas.`,
    );
  }

  const last = frameCount - 1;
  let isDone = false;
  try {
    yield* trial.compile(0);
    for (const index of new Set(PARTS.map((part) => Math.round(part * last))))
      for (const blocks of STEPS) yield* isQuick(index, blocks);
    isDone = true;
  } finally {
    // It may end in between.
    if (!isDone) trial.dispose();
  }
  return {
    assertAffordable(index) {
      const quick = STEPS_OF_FRAME.map((blocks) => finish(isQuick(index, blocks)));
      if (!quick.at(-1)) DOUBTFUL_STEPS.some((blocks) => finish(isQuick(index, blocks)));
    },
    dispose: () => trial.dispose(),
  };
}
