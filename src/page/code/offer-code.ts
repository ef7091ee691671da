import '../styles/offer-code.css';
import type { EffectSpec } from '../../effects/effect.ts';
import { create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';

/** What turns the direction of a text, or isn't seen: code could be read as something else than it is. */
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * A link goes with somebody's shaders: they are shown, and run only when the person says so.
 *
 * @param effects all of the film's, in their order
 */
export function offerCode(project: Pick<Project, 'change'>, effects: readonly EffectSpec[]): void {
  const run = create('button', { type: 'button' }, 'Run this shader');
  const leave = create(
    'button',
    { type: 'button', className: 'primary', autofocus: true },
    'Go on without it',
  );
  const dialog = create(
    'dialog',
    { className: 'offered-code', 'aria-labelledby': 'offered-code-title' },
    create('h2', { id: 'offered-code-title' }, 'This link goes with a shader'),
    create(
      'p',
      {},
      'A shader is a program for the graphics of this machine. It reads the picture, draws pixels, and can reach nothing else; one that would draw for too long is refused. The film is shown without it until you run it.',
    ),
    ...textsOf(effects),
    create('p', { className: 'row' }, leave, run),
  );
  leave.onclick = () => dialog.close();
  run.onclick = () => {
    dialog.close();
    project.change((draft) => ({ ...draft, effects })).catch(warn);
  };
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}

/** Each as it was written, whatever of it is not seen made visible. */
function textsOf(effects: readonly EffectSpec[]): HTMLElement[] {
  return effects.flatMap(({ file, source, vertex }) =>
    [source, vertex].flatMap((text, n) => {
      if (typeof text !== 'string') return [];
      const name = `${file ?? 'effect.glsl'}${n === 0 ? '' : ', vertex shader'}`;
      return [
        create('h3', {}, name),
        create('pre', { tabIndex: 0, role: 'region', 'aria-label': name }, seenWhole(text)),
      ];
    }),
  );
}

function seenWhole(text: string): string {
  return text.replaceAll(
    UNSEEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
