import type { EffectSpec } from '../../effects/effect.ts';
import type { SpecInput } from '../../film/spec/spec.ts';
import { createPlayer } from '../../player/player.ts';
import { chosenFiles } from '../project/chosen-files.ts';
import { create } from '../ui/element.ts';
import { giveBackGraphics } from '../ui/give-back.ts';

/** Draws transitions between two small pictures, one after the other, on one small canvas. */
export interface TransitionDrawer {
  readonly canvas: HTMLCanvasElement;
  /** A transition in its middle; `undefined` where it was closed meanwhile. */
  still(effect: EffectSpec): Promise<ImageData | undefined>;
  /** Plays it over and over, there and back. */
  play(effect: EffectSpec): Promise<void>;
  pause(): void;
  close(): void;
}

/** In pixels: of a card, at twice its size. */
const SIZE = { width: 288, height: 192 };

// Of its own short film each picture is seen alone for less than half a second.
const FPS = 30;
const FIRST = 12;
const PASSING = 36;
const MIDDLE = FIRST + PASSING / 2;

/** @throws StillmotionError where there are no graphics for it */
export async function openTransitionDrawer(pictures: readonly Blob[]): Promise<TransitionDrawer> {
  const small = await Promise.all(pictures.map(shrinkOnce));
  const canvas = create('canvas', { width: 1, height: 1 });
  const player = await createPlayer(canvas, small, filmOf({ name: 'fade' }));
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    player.dispose();
    giveBackGraphics(canvas);
    canvas.remove();
  };
  // What is lost for good draws nothing more; the next one is made anew.
  player.on('error', close);
  return {
    canvas,
    async still(effect) {
      player.pause();
      player.seek(MIDDLE);
      await player.setSpec(filmOf(effect), chosenFiles());
      while (!isClosed) {
        const picture = player.peek(MIDDLE, Math.max(SIZE.width, SIZE.height));
        if (picture) return picture;
        // What draws is at work: later.
        await nextRefresh();
      }
      return undefined;
    },
    async play(effect) {
      player.seek(FIRST);
      await player.setSpec(filmOf(effect), chosenFiles());
      if (!isClosed) player.play();
    },
    pause: () => player.pause(),
    close,
  };
}

function filmOf(effect: EffectSpec): SpecInput {
  return {
    pictures: [{}, {}],
    fps: { numerator: FPS, denominator: 1 },
    each: (FIRST + PASSING) / FPS,
    closed: true,
    motions: [],
    transitions: [{ ...effect, duration: PASSING / FPS }],
  };
}

const shrunk = new WeakMap<Blob, Promise<Blob>>();

/** A large picture takes a while to be decoded. */
function shrinkOnce(picture: Blob): Promise<Blob> {
  const known = shrunk.get(picture);
  if (known) return known;
  const made = shrink(picture);
  shrunk.set(picture, made);
  return made;
}

/** Its middle, as large as a card. */
async function shrink(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  try {
    const canvas = create('canvas', SIZE);
    const scale = Math.max(SIZE.width / bitmap.width, SIZE.height / bitmap.height);
    const [width, height] = [bitmap.width * scale, bitmap.height * scale];
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser gives no canvas to draw on');
    context.imageSmoothingQuality = 'high';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, SIZE.width, SIZE.height);
    const [x, y] = [(SIZE.width - width) / 2, (SIZE.height - height) / 2];
    context.drawImage(bitmap, x, y, width, height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('a canvas made no picture')))),
    );
  } finally {
    bitmap.close();
  }
}

function nextRefresh(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(done));
}
