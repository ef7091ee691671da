import { create } from './element.ts';
import { prependIcon } from './icon.ts';

/** A small button of a row that is one sign; what it does is read out, and said under the pointer. */
export function createSign(
  label: string,
  text: string,
  onclick: () => void,
  disabled = false,
): HTMLButtonElement {
  const properties = { className: 'sign', 'aria-label': label, title: label, onclick, disabled };
  return create('button', { type: 'button', ...properties }, text);
}

/** Whether the thing of a row is in the film, and what switches it off and on. */
export interface Eye {
  readonly element: HTMLButtonElement;
  show(on: boolean): void;
}

export function createEye(name: string, turn: () => void): Eye {
  const element = createSign(`${name} is on`, '', turn);
  element.classList.add('eye');
  element.title = 'Switch it off or on';
  return {
    element,
    show(on) {
      const pressed = String(on);
      if (element.getAttribute('aria-pressed') === pressed) return;
      element.setAttribute('aria-pressed', pressed);
      element.replaceChildren();
      prependIcon(element, on ? 'seen' : 'unseen');
    },
  };
}
