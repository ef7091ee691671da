import { create } from '../ui/element.ts';
import type { Field } from './field.ts';
import type { Input } from './input.ts';

/** Of less than this much, °, a round of a hand would say little: how far a picture leans, or shakes. */
const TURN = 180;

/** Does a field say where something points, or how far it is turned? */
export function isAngle({ unit, slider }: Field): boolean {
  return unit === '°' && slider !== undefined && slider.max - slider.min >= TURN;
}

/** What Shift keeps to, °. */
const COARSE = 15;

/**
 * A hand that points where an angle does: 0 is to the right, more goes on as a clock does, several times around too. Keys
 * have the field beside it.
 */
export function dial({ min, max }: Field, onSet: (text: string) => void): Input {
  const hand = create('span', { className: 'hand' });
  const element = create('span', { className: 'dial', 'aria-hidden': 'true' }, hand);
  let angle = 0;

  function turn({ clientX, clientY, shiftKey }: PointerEvent): void {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [clientX - left - width / 2, clientY - top - height / 2];
    if (x === 0 && y === 0) return;
    const step = shiftKey ? COARSE : 1;
    const pointed = step * Math.round((180 * Math.atan2(y, x)) / Math.PI / step);
    const next = Math.min(Math.max(nearestTurn(pointed, angle), min ?? -Infinity), max ?? Infinity);
    if (next === angle) return;
    show(next);
    onSet(String(next));
  }

  function show(next: number): void {
    angle = next;
    hand.style.rotate = `${angle}deg`;
  }

  element.onpointerdown = (event) => {
    if (event.button !== 0 || element.classList.contains('disabled')) return;
    element.setPointerCapture(event.pointerId);
    turn(event);
  };
  element.onpointermove = (event) => {
    if (element.hasPointerCapture(event.pointerId)) turn(event);
  };
  return {
    element,
    show(set, resolved) {
      const value = Number(set ?? resolved);
      show(Number.isFinite(value) ? value : 0);
    },
  };
}

/** Of all angles that point the same way, the one that is nearest to another one. */
export function nearestTurn(pointed: number, angle: number): number {
  return pointed + 360 * Math.round((angle - pointed) / 360);
}
