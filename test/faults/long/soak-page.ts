// A page as a user of the library would write it, which exports and plays again and again.
import { createPlayer, exportVideo, type SpecInput } from 'stillmotion';
import { watchOpen } from './open-objects.ts';

watchOpen();
// Awaited where it is used: a page counts as loaded before its modules have waited for anything.
const picture = fetch('/picture.png').then((response) => response.blob());

declare global {
  var soak: typeof api;
}

const api = {
  /** @returns the bytes of a film */
  async export(spec: SpecInput) {
    return (await exportVideo(await picture, spec)).size;
  },
  /** Shows a frame of a film and lets go of it. */
  async play(spec: SpecInput, frame: number) {
    const canvas = document.createElement('canvas');
    document.body.replaceChildren(canvas);
    const player = await createPlayer(canvas, await picture, spec);
    player.seek(frame);
    player.dispose();
    document.body.replaceChildren();
    return player.plan.layout.canvas.width;
  },
};
globalThis.soak = api;
