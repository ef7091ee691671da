import { formatSize, type Size } from '../../core/size.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { Player } from '../../player/player.ts';
import { type Coarseness, COARSENESSES } from '../../player/screen.ts';
import { tell } from '../ui/notices.ts';

/** As a person chooses it. */
export type Quality = 'auto' | Coarseness;

/** How much of the film is drawn while it moves. */
export interface PreviewQuality {
  readonly chosen: Quality;
  choose(quality: Quality): void;
  /** Takes what was shown since it was asked last: where that is too little, `auto` becomes coarser. */
  judge(shown: Shown): void;
}

/** Frames that were shown, in so many seconds of playing. */
export interface Shown {
  readonly frames: number;
  readonly seconds: number;
}

export const NAMES: Readonly<Record<Coarseness, string>> = { 1: 'Full', 2: '½', 4: '¼' };

/** Fewer pixels along the longer side are no picture of the film. */
const LEAST_SIDE = 320;
/** Screens show no more, frames a second. */
const MOST_RATE = 60;
/** Less of the frames that are due is too little. */
const ENOUGH = 0.75;
/** Shorter ones say nothing, s. */
const SHORTEST = 0.3;

export function createPreviewQuality(player: Player): PreviewQuality {
  let chosen: Quality = 'auto';
  let drawn = loadOf(player.plan);

  player.on('plan', (plan) => {
    const before = drawn;
    drawn = loadOf(plan);
    // What was too much may have been of the film before.
    if (chosen === 'auto' && drawn !== before) player.setCoarseness(1);
  });

  return {
    get chosen() {
      return chosen;
    },
    choose(quality) {
      chosen = quality;
      player.setCoarseness(quality === 'auto' ? 1 : quality);
    },
    judge(shown) {
      if (chosen !== 'auto') return;
      const { plan, speed, coarseness } = player;
      const next = coarserFor(shown, dueOf(plan, speed), coarseness, plan.layout.canvas);
      if (next === coarseness) return;
      player.setCoarseness(next);
      tell(
        `These graphics leave frames out, so the preview is drawn in ${NAMES[next]} of the size while it moves. The film keeps all of its pixels.`,
      );
    },
  };
}

/** One step coarser, where too few frames were shown, and the canvas has the pixels for it. */
export function coarserFor(
  { frames, seconds }: Shown,
  due: number,
  coarseness: Coarseness,
  { width, height }: Size,
): Coarseness {
  if (seconds < SHORTEST || frames >= ENOUGH * due * seconds) return coarseness;
  const next = COARSENESSES.find((each) => each > coarseness) ?? coarseness;
  return Math.max(width, height) / next >= LEAST_SIDE ? next : coarseness;
}

/** Frames a second that a screen has to show. */
function dueOf({ fps }: RenderPlan, speed: number): number {
  return Math.min((Math.abs(speed) * fps.numerator) / fps.denominator, MOST_RATE);
}

/** What a film takes to be drawn depends on little else. */
function loadOf({ spec, layout }: RenderPlan): string {
  return `${formatSize(layout.canvas)} ${spec.effects.length}`;
}
