// A page as a user of the library would write it: a canvas and a player, nothing else.
import { toBase64 } from './base64.ts';
import { createPlayer, type Player, type SpecInput, StillmotionError } from 'stillmotion';

declare global {
  var player: Player;
  var harness: typeof harnessOfPage;
}

const harnessOfPage = {
  createPlayer,
  fetchBlob: async (path: string) => (await fetch(path)).blob(),
  events: [] as string[],
  async open(picture: string | null, spec: SpecInput) {
    globalThis.player?.dispose();
    harnessOfPage.events.length = 0;
    const canvas = document.createElement('canvas');
    document.body.replaceChildren(canvas);
    const image = picture === null ? null : await (await fetch(picture)).blob();
    globalThis.player = await createPlayer(canvas, image, spec);
    for (const event of ['playing', 'lost', 'error'] as const) {
      globalThis.player.on(event, (value) =>
        harnessOfPage.events.push(`${event} ${String(value)}`),
      );
    }
  },
  /**
   * Mounts twice on one canvas, as React's StrictMode does: the first player is disposed of as soon as it
   * is there, which is after the second.
   */
  async openTwice(picture: string, first: SpecInput, second: SpecInput) {
    const canvas = document.createElement('canvas');
    document.body.replaceChildren(canvas);
    const image = await harnessOfPage.fetchBlob(picture);
    let read = () => {};
    const secondIsThere = new Promise<void>((resolve) => (read = resolve));
    const late = Object.assign(image.slice(), {
      arrayBuffer: () => secondIsThere.then(() => image.arrayBuffer()),
    });
    const mounted = createPlayer(canvas, late, first);
    globalThis.player = await createPlayer(canvas, image, second);
    read();
    (await mounted).dispose();
  },
  /** What the canvas shows, RGBA in base64; only in the task that drew it. */
  read() {
    const canvas = document.querySelector('canvas');
    if (canvas === null) throw new Error('no canvas');
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext('2d');
    context?.drawImage(canvas, 0, 0);
    const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return toBase64(new Uint8Array(data));
  },
  /** Takes the graphics away, as a driver does; `restore` gives them back. */
  async lose() {
    const gl = document.querySelector('canvas')?.getContext('webgl2');
    const loss = gl?.getExtension('WEBGL_lose_context');
    const told = (wanted: boolean) =>
      new Promise<void>((resolve) => {
        globalThis.player.on('lost', (lost) => lost === wanted && resolve());
      });
    const gone = told(true);
    loss?.loseContext();
    await gone;
    // A context may come back only when all have heard of its loss: in a later task.
    await new Promise((resolve) => setTimeout(resolve));
    return {
      async restore() {
        const back = told(false);
        loss?.restoreContext();
        await back;
      },
    };
  },
  /** The code of what an asynchronous call throws. */
  codeOf: (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof StillmotionError ? error.code : String(error)),
    ),
};
globalThis.harness = harnessOfPage;
