import type { Player } from '../../player/player.ts';
import { chosenSound, onSound } from '../project/chosen-sound.ts';
import type { Project } from '../project/project.ts';
import { warn } from '../ui/notices.ts';

/** The sound's track, loaded with the first sound. */
export function bindSoundTrack(player: Player, project: Project): void {
  let track: Promise<void> | undefined;
  const open = () => {
    track ??= import('./sound-track.ts').then(({ createSoundTrack }) =>
      createSoundTrack(player, project),
    );
    track.catch(warn);
  };
  onSound(open);
  // That of the last work.
  if (chosenSound()) open();
}
