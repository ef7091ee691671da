import type { Move } from './boxes.ts';
import { create } from '../ui/element.ts';
import { beginGesture, type Gesture } from '../project/gesture.ts';
import type { History } from '../project/history.ts';
import { createKeySteps } from '../project/key-steps.ts';
import type { Edit, Project } from '../project/project.ts';

/** How far an arrow key goes, as a share of what a handle lies on; with Shift ten times as far. */
const STEP = 0.01;
/** How much + and − change a size. */
const GROWTH = 1.05;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What handles change. */
export interface Changes {
  readonly project: Project;
  readonly history: History;
}

/** What one is for now; it may be another one after each change of the film. */
export interface Held {
  readonly move: Move;
  readonly resize?: ((factor: number, at: readonly [number, number]) => Edit) | undefined;
}

/**
 * Something over the film to take hold of: dragged by a pointer, moved by arrow keys, sized by + and −.
 *
 * @param held what it is for at the moment that somebody takes it
 */
export function createHandle(
  className: string,
  label: string,
  held: () => Held,
  changes: Changes,
): HTMLButtonElement {
  const element = create('button', { type: 'button', className, 'aria-label': label });
  bindDrag(element, () => held().move, changes);
  const step = createKeySteps(changes.project);
  element.onkeydown = (event) => {
    if (editOf(event, held())) step(event, () => editOf(event, held()) ?? ((draft) => draft));
  };
  return element;
}

function editOf({ key, shiftKey }: KeyboardEvent, { move, resize }: Held): Edit | undefined {
  const arrow = ARROWS[key];
  const step = STEP * (shiftKey ? 10 : 1);
  if (arrow) return move(arrow[0] * step, arrow[1] * step);
  if (key === '+' || key === '=') return resize?.(GROWTH, [0.5, 0.5]);
  return key === '-' ? resize?.(1 / GROWTH, [0.5, 0.5]) : undefined;
}

/** Lets a pointer drag an element over the one that it lies on; Escape takes it back. */
export function bindDrag(element: HTMLElement, take: () => Move, changes: Changes): void {
  let drag: { move: Move; x: number; y: number } | undefined;
  let gesture: Gesture | undefined;
  const finish = (how: 'end' | 'cancel') => {
    void gesture?.[how]();
    gesture = undefined;
    drag = undefined;
  };
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.stopPropagation();
    element.setPointerCapture(event.pointerId);
    drag = { move: take(), x: event.clientX, y: event.clientY };
  });
  element.addEventListener('pointermove', (event) => {
    const ground = element.closest('.ground')?.getBoundingClientRect();
    if (drag === undefined || ground === undefined) return;
    gesture ??= beginGesture(changes.project, changes.history);
    gesture.set(
      drag.move((event.clientX - drag.x) / ground.width, (event.clientY - drag.y) / ground.height),
    );
  });
  element.addEventListener('pointerup', () => finish('end'));
  element.addEventListener('pointercancel', () => finish('cancel'));
  element.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') finish('cancel');
  });
}
