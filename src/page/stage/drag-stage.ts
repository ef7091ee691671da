import type { Player } from '../../player/player.ts';
import { draggable, dragMotion, type Velocity } from './drag-motion.ts';
import { byId, create } from '../ui/element.ts';
import { beginGesture, type Gesture } from '../project/gesture.ts';
import type { History } from '../project/history.ts';
import type { Overlay } from './overlay.ts';
import type { Project } from '../project/project.ts';
import { overflows } from './stage.ts';

/** A pointer that moves less, CSS px, has clicked. */
const CLICK = 6;
const SVG = 'http://www.w3.org/2000/svg';

/**
 * A drag over the film sets where its motion goes and how fast: in a second as far as the drag is long. A click
 * plays and pauses. Where the film is larger than the stage, a drag looks elsewhere instead.
 */
export function bindStageDrag(
  player: Player,
  project: Project,
  history: History,
  overlay: Overlay,
  toggle: () => void,
): void {
  const stage = byId('stage', HTMLElement);
  const canvas = byId('canvas', HTMLCanvasElement);
  const vector = createVector(overlay);
  let drag: { pointer: number; from: Velocity; at: PointerEvent; place: number } | undefined;
  let gesture: Gesture | undefined;

  const setsMotion = () => draggable(player.plan) !== -1 && !overflows(stage);
  const showCursor = () => canvas.classList.toggle('sets-motion', setsMotion());

  function finish(): void {
    drag = undefined;
    gesture = undefined;
    vector.hide();
  }

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    canvas.setPointerCapture(event.pointerId);
    const place = setsMotion() ? draggable(player.plan) : -1;
    drag = { pointer: event.pointerId, from: overlay.shareAt(event), at: event, place };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (drag?.pointer !== event.pointerId || drag.place === -1) return;
    if (gesture === undefined && isClick(drag.at, event)) return;
    gesture ??= beginGesture(project, history);
    const { width, height } = player.plan.layout.canvas;
    const [x, y] = overlay.shareAt(event);
    const dragged = [(x - drag.from[0]) * width, (y - drag.from[1]) * height] as const;
    const set = dragMotion(player.plan, drag.place, dragged);
    gesture.set(set.edit);
    vector.show(drag.from, [set.velocity[0] / width, set.velocity[1] / height], set.words);
  });
  canvas.addEventListener('pointerup', (event) => {
    if (drag?.pointer !== event.pointerId) return;
    if (gesture) void gesture.end();
    else if (isClick(drag.at, event)) toggle();
    finish();
  });
  canvas.addEventListener('pointercancel', () => {
    void gesture?.cancel();
    finish();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || gesture === undefined) return;
    void gesture.cancel();
    finish();
  });
  player.on('plan', showCursor);
  new MutationObserver(showCursor).observe(canvas, { attributeFilter: ['style'] });
  showCursor();
}

function isClick(from: PointerEvent, to: PointerEvent): boolean {
  return Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) < CLICK;
}

/** An arrow over the film, with figures at its beginning. */
function createVector({ element }: Overlay) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('aria-hidden', 'true');
  const lines = ['halo', 'shaft'].map((name) => {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', name);
    return path;
  });
  const label = create('output', {
    className: 'vector-label',
    'aria-label': 'Direction and speed',
  });
  const vector = create('div', { className: 'vector', hidden: true }, drawing, label);
  drawing.append(...lines);
  element.parentElement?.append(vector);
  return {
    hide: () => (vector.hidden = true),
    /** @param from in shares of the film, as is how far it goes */
    show(from: Velocity, way: Velocity, words: string) {
      const { left, top, width, height } = element.style;
      Object.assign(vector.style, { left, top, width, height });
      vector.hidden = false;
      label.value = words;
      const { clientWidth, clientHeight } = vector;
      const start = [from[0] * clientWidth, from[1] * clientHeight] as const;
      const end = [start[0] + way[0] * clientWidth, start[1] + way[1] * clientHeight] as const;
      for (const line of lines) line.setAttribute('d', arrow(start, end));
      label.style.left = `${Math.min(Math.max(start[0], 90), clientWidth - 90)}px`;
      label.style.top = `${Math.min(Math.max(start[1] - 44, 4), clientHeight - 36)}px`;
    },
  };
}

function arrow(from: Velocity, to: Velocity): string {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const barb = (turn: number) =>
    `${to[0] - 14 * Math.cos(angle + turn)} ${to[1] - 14 * Math.sin(angle + turn)}`;
  return `M${from[0]} ${from[1]}L${to[0]} ${to[1]}M${barb(0.5)}L${to[0]} ${to[1]}L${barb(-0.5)}`;
}
