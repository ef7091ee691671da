import { type FrameRange, secondsAt } from '../../core/timeline.ts';
import { rangeLength, type RenderPlan } from '../../film/plan.ts';
import type { Player } from '../../player/player.ts';
import { byId, create } from '../ui/element.ts';
import { beginGesture, type Gesture } from '../project/gesture.ts';
import type { Changes } from '../stage/handle.ts';
import { createKeySteps } from '../project/key-steps.ts';
import type { Edit } from '../project/project.ts';
import { createSeeking } from './seeking.ts';
import { jointsOf } from '../layers/joints.ts';
import { createPictureStrip } from './picture-strip.ts';
import { bindThumbnail } from './thumbnail.ts';

/** How wide the scrub bar's own knob is, CSS px: frame 0 stands half of it from the left. */
const KNOB = 16;
/** A part on whose bar its length has no room, as a share of the film. */
const SHORT = 0.35;

type End = keyof FrameRange;
const ENDS: Readonly<Record<End, string>> = { first: 'In', last: 'Out' };

/** How far keys move an end, in frames. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** Lays over the scrub bar where the film begins and ends, to be dragged, and shows frames under the pointer. */
export function createTimeline(player: Player, changes: Changes): void {
  const { project } = changes;
  const scrub = byId('scrub', HTMLInputElement);
  const part = create('div', { className: 'film-part' });
  const length = create('span', { className: 'film-length', 'aria-hidden': 'true' });
  const joints = create('div', { className: 'film-joints', 'aria-hidden': 'true' });
  const ends = { first: createEnd('first'), last: createEnd('last') };
  const timeline = create('div', { className: 'timeline' });
  scrub.replaceWith(timeline);
  timeline.append(
    scrub,
    create('div', { className: 'film-ends' }, part, joints, length, ends.first, ends.last),
    createPictureStrip(player, project),
  );
  bindThumbnail(timeline, player, frameAtPointer);
  const seeking = createSeeking(player);
  const step = createKeySteps(project);

  function createEnd(end: End): HTMLElement {
    const handle = create('div', {
      className: `film-end ${end}`,
      role: 'slider',
      tabIndex: 0,
      'aria-label': `${ENDS[end]}: where the film ${end === 'first' ? 'begins' : 'ends'}`,
    });
    let gesture: Gesture | undefined;
    const finish = (how: 'end' | 'cancel') => {
      void gesture?.[how]();
      gesture = undefined;
    };
    handle.onpointerdown = (event) => {
      if (event.button !== 0 || !event.isPrimary) return;
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
    };
    handle.onpointermove = (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      gesture ??= beginGesture(project, changes.history);
      const frame = frameAtPointer(event);
      gesture.set(withEnd(end, frame));
      seeking.to(frame);
    };
    handle.onpointerup = () => finish('end');
    handle.onpointercancel = () => finish('cancel');
    handle.onkeydown = (event) => {
      if (event.key === 'Escape') return finish('cancel');
      if (frameByKey(end, event) === undefined) return;
      step(event, () => withEnd(end, frameByKey(end, event) ?? player.plan.range[end]));
    };
    return handle;
  }

  function frameByKey(end: End, { key, shiftKey }: KeyboardEvent): number | undefined {
    const { range, frameCount } = player.plan;
    const by = STEPS[key];
    if (by !== undefined) return range[end] + by * (shiftKey ? 10 : 1);
    return { Home: 0, End: frameCount - 1 }[key];
  }

  /** Both ends stay in the film, and in their order; the whole film is no range. */
  function withEnd(end: End, asked: number): Edit {
    const { frameCount, range } = player.plan;
    const [least, most] = end === 'first' ? [0, range.last] : [range.first, frameCount - 1];
    const next = { ...range, [end]: Math.min(Math.max(asked, least), most) };
    return (draft) => {
      const { range: _, ...kept } = draft;
      return rangeLength(next) === frameCount ? kept : { ...kept, range: next };
    };
  }

  function frameAtPointer({ clientX }: PointerEvent): number {
    const { left, width } = scrub.getBoundingClientRect();
    const share = (clientX - left - KNOB / 2) / Math.max(1, width - KNOB);
    const { frameCount } = player.plan;
    return Math.round(Math.min(Math.max(share, 0), 1) * (frameCount - 1));
  }

  function update(): void {
    const { range, frameCount, fps } = player.plan;
    const shareAt = (frame: number) => frame / Math.max(1, frameCount - 1);
    const [begin, end] = [shareAt(range.first), shareAt(range.last)];
    timeline.style.setProperty('--in', String(begin));
    timeline.style.setProperty('--out', String(end));
    joints.replaceChildren(...marksOf(player.plan));
    const isPart = rangeLength(range) < frameCount;
    timeline.classList.toggle('is-part', isPart);
    length.textContent = isPart ? `${secondsAt(rangeLength(range), fps).toFixed(2)} s of it` : '';
    const isShort = end - begin < SHORT;
    length.classList.toggle('behind', isShort && end < 1 - SHORT);
    length.classList.toggle('ahead', isShort && end >= 1 - SHORT);
    for (const which of ['first', 'last'] as const) {
      const handle = ends[which];
      handle.title = `${ENDS[which]}: frame ${range[which]}`;
      for (const [name, value] of Object.entries({
        'aria-valuemin': which === 'first' ? 0 : range.first,
        'aria-valuemax': which === 'first' ? range.last : frameCount - 1,
        'aria-valuenow': range[which],
        'aria-valuetext': `frame ${range[which]}, ${secondsAt(range[which], fps).toFixed(2)} seconds`,
      }))
        handle.setAttribute(name, String(value));
    }
  }

  player.on('plan', update);
  update();
}

/** Where one picture goes over into the next. */
function marksOf(plan: RenderPlan): HTMLElement[] {
  return jointsOf(plan).map(({ first, frames }) => {
    const joint = create('div', { className: 'film-joint' });
    const percent = (frame: number) => `${(100 * frame) / Math.max(1, plan.frameCount - 1)}%`;
    Object.assign(joint.style, { left: percent(first), width: percent(frames) });
    return joint;
  });
}
