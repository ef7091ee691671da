import type { Player } from '../../player/player.ts';
import type { Compare } from './compare.ts';
import { byId, create } from '../ui/element.ts';
import { warn } from '../ui/notices.ts';
import type { Overlay } from '../stage/overlay.ts';
import type { Project } from '../project/project.ts';

/** The button A|B; what encodes is loaded when it is pressed first. */
export function bindCompare(player: Player, project: Project, overlay: Overlay): () => void {
  const button = create(
    'button',
    { type: 'button', id: 'compare', 'aria-pressed': 'false', title: 'Compare (C)' },
    'A|B',
  );
  button.setAttribute('aria-label', 'A|B: compare');
  let loading: Promise<Compare> | undefined;
  const load = () =>
    (loading ??= import('./compare.ts').then(
      ({ createCompare }) => createCompare(player, project, overlay),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));
  const press = async () => {
    const compare = await load();
    compare.setOpen(!compare.isOpen);
    button.setAttribute('aria-pressed', String(compare.isOpen));
  };
  const toggle = () => void press().catch(warn);
  button.onclick = toggle;
  byId('full-screen', HTMLButtonElement).before(button);
  return toggle;
}
