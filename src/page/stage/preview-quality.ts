import { formatSize, type Size } from '../../core/size.ts';
import { counted } from '../../core/values/counted.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { Player } from '../../player/player.ts';
import type { Coarseness } from '../../player/screen.ts';
import { tell } from '../ui/notices.ts';

export const COARSENESSES: readonly Coarseness[] = [1, 2, 4];
/** As a person chooses it. */
export type Quality = 'auto' | Coarseness;

/** How much of the film is drawn while it moves. */
export interface PreviewQuality {
  readonly chosen: Quality;
  choose(quality: Quality): void;
  /** Takes what was shown since it was asked last: where that is too little, `auto` becomes coarser. */
  judge(shown: Shown): void;
  /** Says, once for a film, that whole frames would keep the page waiting. */
  note(): void;
}

/** Frames that were shown, in so many seconds of playing. */
export interface Shown {
  readonly frames: number;
  readonly seconds: number;
}

const FRACTIONS = new Map([
  [2, '½'],
  [4, '¼'],
  [8, '⅛'],
]);

export function nameOf(coarseness: number): string {
  return coarseness === 1 ? 'Full' : (FRACTIONS.get(coarseness) ?? `1/${coarseness}`);
}

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
  let noted = '';
  let asked: Coarseness = 1;
  const ask = (coarseness: Coarseness) => {
    asked = coarseness;
    player.setCoarseness(coarseness);
  };

  player.on('plan', (plan) => {
    const before = drawn;
    drawn = loadOf(plan);
    // What was too much may have been of the film before.
    if (chosen === 'auto' && drawn !== before) ask(1);
  });

  return {
    get chosen() {
      return chosen;
    },
    choose(quality) {
      chosen = quality;
      ask(quality === 'auto' ? 1 : quality);
    },
    note() {
      const less = describeLess(player, asked);
      if (less === '' || noted === drawn) return;
      noted = drawn;
      tell(
        `A whole frame takes these graphics long, so while it moves the preview is drawn ${less}, and at rest bit by bit. The film keeps all.`,
      );
    },
    judge(shown) {
      if (chosen !== 'auto') return;
      const { plan, speed, coarseness } = player;
      const wanted = coarserFor(shown, dueOf(plan, speed), coarseness, plan.layout.canvas);
      const next = COARSENESSES.find((each) => each === wanted && each !== coarseness);
      if (next === undefined) return;
      ask(next);
      tell(
        `These graphics leave frames out, so the preview is drawn in ${nameOf(next)} of the size while it moves. The film keeps all of its pixels.`,
      );
    },
  };
}

/** One step coarser, where too few frames were shown, and the canvas has the pixels for it. */
export function coarserFor(
  { frames, seconds }: Shown,
  due: number,
  coarseness: number,
  { width, height }: Size,
): number {
  if (seconds < SHORTEST || frames >= ENOUGH * due * seconds) return coarseness;
  const next = COARSENESSES.find((each) => each > coarseness) ?? coarseness;
  return Math.max(width, height) / next >= LEAST_SIDE ? next : coarseness;
}

/** Frames a second that a screen has to show. */
function dueOf({ fps }: RenderPlan, speed: number): number {
  return Math.min((Math.abs(speed) * fps.numerator) / fps.denominator, MOST_RATE);
}

/** What a film takes to be drawn depends on little else. */
function loadOf({ spec, layout, exposures }: RenderPlan): string {
  return `${formatSize(layout.canvas)} ${spec.effects.length} ${exposures.length} ${spec.filter}`;
}

/** In how much less than was asked for it is drawn, as whole frames would take too long; '' where they don't. */
export function describeLess(
  { coarseness, exposures, plan }: Pick<Player, 'coarseness' | 'exposures' | 'plan'>,
  asked: number,
): string {
  const all = plan.exposures.length;
  return [
    ...(coarseness > asked ? [`in ${nameOf(coarseness)} of the size`] : []),
    ...(exposures < all ? [`with ${counted(exposures, 'sample')} of ${all} a pixel`] : []),
  ].join(', ');
}
