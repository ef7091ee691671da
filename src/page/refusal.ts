import './styles/refusal.css';
import { messageOf } from '../core/errors.ts';
import { byId, create } from './ui/element.ts';

const isFirefox = navigator.userAgent.includes('Firefox/');
const FIREFOX_GRAPHICS =
  'In Firefox, Settings → General → Performance has hardware acceleration; about:support says under Graphics what WebGL 2 is missing.';

/** Nothing can be drawn here: says so in the place of the film, and what works all the same. */
export function refuse(error: unknown): void {
  byId('stage', HTMLElement).replaceChildren(
    create(
      'div',
      { className: 'refusal', role: 'alert' },
      create('h2', {}, 'Nothing can be drawn here'),
      create('p', {}, messageOf(error)),
      ...(isFirefox ? [create('p', {}, FIREFOX_GRAPHICS)] : []),
      create(
        'p',
        {},
        'The command line brings its own graphics and works on this machine all the same: ',
        create('code', {}, 'npx stillmotion render photo.jpg'),
      ),
    ),
  );
  // Settings of a film that can't be.
  for (const panel of document.querySelectorAll('.panel, .rail, .choose, .tabs')) panel.remove();
  document.body.classList.add('refused');
  for (const control of document.querySelectorAll<HTMLButtonElement | HTMLInputElement>(
    'main button, main input, main select, .actions button:not([data-opens="help-dialog"])',
  )) {
    control.disabled = true;
  }
}
