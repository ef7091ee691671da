import type { Player } from '../../player/player.ts';
import { fetchPicture, readPictureAddress } from './fetch-picture.ts';
import { tell, warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';

/** A link names a picture of somebody else's server: it is asked for only when the person says so. */
export function offerPicture(player: Player, project: Project, address: string): void {
  try {
    const { href, host } = readPictureAddress(address, location.href);
    const act = () =>
      void fetchPicture(href)
        .then((source) => project.open(source))
        .then(() => player.play())
        .catch(warn);
    tell(`This link goes with a picture from ${host}.`, { label: 'Load it', act });
  } catch (error) {
    warn(error);
  }
}
