import { asTyped } from '../../core/values/as-typed.ts';
import { readNumber } from '../../core/values/value-text.ts';
import { secondsAt } from '../../core/timeline.ts';
import { messageOf } from '../../core/errors.ts';
import { findSeam } from '../../film/time/loop.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { planRender } from '../../film/plan.ts';
import { parseSpec } from '../../film/spec/spec.ts';
import { USUAL_HOLD } from '../../film/time/show.ts';
import type { PictureSpec } from '../../film/spec/show-fields.ts';
import type { MotionSpec } from '../../motions/motion.ts';
import type { Size } from '../../core/size.ts';
import type { Player } from '../../player/player.ts';
import { byId, create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';
import { withPace } from './seam.ts';

/** How many seconds the loop takes, beside the transport: set, the motion is as fast as closes it in that time. */
export function createLoopLength(player: Player, project: Project): void {
  const field = create('input', {
    type: 'text',
    id: 'loop-length',
    inputMode: 'decimal',
    spellcheck: false,
    title: 'How long the film is; the motion gets the speed that closes the loop in that time',
    'aria-label': 'Length in seconds',
  });
  const show = () => {
    const { frameCount, fps } = player.plan;
    if (document.activeElement !== field) field.value = secondsAt(frameCount, fps).toFixed(2);
  };
  field.onchange = () => {
    const asked = asTyped({ kind: 'float', unit: 's' }, field.value);
    project
      .change((draft) => withLength(draft, readNumber(asked), player.plan.picture))
      .catch((error: unknown) => warn(`Length: ${messageOf(error)}`))
      .finally(() => {
        field.blur();
        show();
      });
  };
  byId('rate', HTMLSelectElement)
    .closest('.selects')
    ?.prepend(create('label', { className: 'length' }, create('span', {}, 'Length'), field, ' s'));
  player.on('plan', show);
  show();
}

/**
 * A film that takes so long, its motion as fast as closes the loop then. What goes by the film's own length follows
 * by itself; a roll with a speed of its own gets the nearest that does.
 *
 * @throws StillmotionError `usage` for a length that no film has
 */
export function withLength(draft: SpecDraft, seconds: number, picture: Size): SpecDraft {
  const { frames: _, range: __, ...kept } = draft;
  // Several pictures share the time.
  if (kept['pictures'] !== undefined) {
    const { each: ___, ...shared } = kept;
    return holdsOf(kept) ? scaled(kept, seconds) : { ...shared, duration: seconds };
  }
  const next = { ...kept, duration: seconds };
  const { jump, closingPace } = findSeam(planRender(parseSpec(next), picture));
  if (jump === 0) return next;
  return closingPace ? withPace(next, closingPace) : onceAround(next);
}

/** How long pictures stand, where some have a time of their own. */
function holdsOf({ pictures, each = USUAL_HOLD }: SpecDraft): readonly number[] | undefined {
  const all = pictures as readonly PictureSpec[];
  return all.some(({ hold }) => hold !== undefined)
    ? all.map(({ hold = Number(each) }) => hold)
    : undefined;
}

/** Each as much longer as all of them. */
function scaled(draft: SpecDraft, seconds: number): SpecDraft {
  const before = (holdsOf(draft) ?? []).reduce((sum, hold) => sum + hold, 0);
  const { duration: _, ...kept } = draft;
  const longer = (hold: number) => Number(((hold * seconds) / before).toFixed(3));
  const pictures = (draft['pictures'] as readonly PictureSpec[]).map((picture) =>
    picture.hold === undefined ? picture : { ...picture, hold: longer(picture.hold) },
  );
  return { ...kept, each: longer(Number(draft['each'] ?? USUAL_HOLD)), pictures };
}

/** A roll that comes less than half around in that time goes around once, the same way. */
function onceAround(draft: SpecDraft): SpecDraft {
  const [roll, ...others] = (draft['motions'] ?? []) as readonly MotionSpec[];
  if (roll?.kind !== 'roll' || others.length > 0) return draft;
  const { step, speed, reverse, ...kept } = roll;
  const back = Number(step ?? speed ?? 1) < 0 !== (reverse === true);
  return { ...draft, motions: [{ ...kept, ...(back && { reverse: true }) }] };
}
