import type { EffectSpec } from '../../effects/effect.ts';
import type { DrawnCard } from '../cards/card-drawing.ts';
import { create } from '../ui/element.ts';

/**
 * A card with a still that is drawn when it is seen first.
 *
 * @param about said by the pointer
 * @param shown what it shows
 */
export function createDrawnCard(
  label: string,
  about: string,
  shown: () => EffectSpec,
): DrawnCard & { readonly button: HTMLButtonElement } {
  const still = create('canvas', { width: 1, height: 1 });
  const picture = create('span', { className: 'picture', 'aria-hidden': 'true' }, still);
  const button = create(
    'button',
    { type: 'button', className: 'choice-card', title: about },
    picture,
    create('span', { className: 'name' }, label),
  );
  return { element: create('li', {}, button), button, picture, still, shown };
}
