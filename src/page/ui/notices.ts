import { messageOf } from '../../core/errors.ts';
import { byId, create } from './element.ts';

/** Something that a person may do about a notice. */
export interface NoticeAction {
  readonly label: string;
  readonly act: () => void;
}

/** How long something said in passing stays, ms. */
const PASSING = 4000;

/**
 * Says something in passing; screen readers say it when they are free. It leaves by itself, but not under
 * the pointer, nor where it offers something to do.
 */
export function tell(text: string, action?: NoticeAction): void {
  const notice = show('messages', 'info', text, action);
  if (action === undefined) leaveLater(notice);
}

/** Says what holds until `clearNotices`. */
export function keepTelling(text: string): void {
  show('messages', 'info', text, undefined);
}

/** Says that something went wrong; it stays until it is closed or the next thing goes wrong. */
export function warn(error: unknown, action?: NoticeAction): void {
  byId('alerts', HTMLElement).replaceChildren();
  show('alerts', 'error', messageOf(error), action);
}

/** Takes away what was said; what it was about has changed. */
export function clearNotices(): void {
  for (const id of ['messages', 'alerts']) byId(id, HTMLElement).replaceChildren();
}

function leaveLater(notice: HTMLElement): void {
  const leave = () =>
    notice.matches(':hover, :focus-within') ? leaveLater(notice) : notice.remove();
  setTimeout(leave, PASSING);
}

function show(
  place: string,
  kind: string,
  text: string,
  action: NoticeAction | undefined,
): HTMLElement {
  const notice = create('div', { className: `notice ${kind}` }, create('p', {}, text));
  const close = () => notice.remove();
  if (action) {
    const act = () => {
      close();
      action.act();
    };
    notice.append(create('button', { type: 'button', onclick: act }, action.label));
  }
  const closing = { type: 'button', className: 'quiet', 'aria-label': 'Dismiss', onclick: close };
  notice.append(create('button', closing, '×'));
  byId(place, HTMLElement).replaceChildren(notice);
  return notice;
}
