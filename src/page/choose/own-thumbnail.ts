import { showThumbnail } from '../cards/preview.ts';
import { thumbnailOf } from '../cards/thumbnail.ts';
import { firstOf } from '../project/pictures.ts';
import type { Project } from '../project/project.ts';
import { warn } from '../ui/notices.ts';

/** Gives what is in a place the person's own picture, small: the first of several. */
export function followPicture(place: HTMLElement, project: Project): void {
  let shown: Blob | null | undefined;
  let url: string | undefined;

  async function show(): Promise<void> {
    const picture = firstOf(project.source);
    if (picture === shown) return;
    shown = picture;
    const small = await thumbnailOf(picture);
    const next = URL.createObjectURL(small);
    const image = new Image();
    image.src = next;
    // What is on its way can't be taken back.
    await image.decode();
    // Another one may have come meanwhile.
    if (picture !== shown) return URL.revokeObjectURL(next);
    showThumbnail(place, next);
    if (url !== undefined) URL.revokeObjectURL(url);
    url = next;
  }

  const follow = () => void show().catch(warn);
  project.on('source', follow);
  follow();
}
