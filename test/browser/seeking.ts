import type { JSHandle, Page } from 'puppeteer-core';
import { type Color, randomFrom } from './pixels.ts';

/** A film of a picture that rolls to the right, as a player has it. */
interface SoughtFilm {
  readonly bytes: Uint8Array;
  readonly frames: number;
  readonly fps: number;
  /** px a frame */
  readonly step: number;
}

/** A film of vectors of four GOPs, whose key frames stand at odd and even frames. */
export const VECTORS = {
  encoder: 'rolled',
  frames: 59,
  fps: { numerator: 3, denominator: 2 },
  motion: { kind: 'roll', step: 3 },
} as const;

/** What a person sees after a seek. */
interface Sought {
  readonly frame: number;
  /** The mean difference of a sample from the first frame, rolled as far as that frame is, and one step further. */
  readonly here: number;
  readonly next: number;
}

/** So often a frame that is wrong is looked at again, every 20 ms. */
const LOOKS = 100;

function isRight({ here, next }: Sought): boolean {
  return here <= next / 3;
}

/** Seeks all over a film of `VECTORS`, and gives the frames that show something else. */
export async function wronglySought(page: Page, bytes: Uint8Array): Promise<Sought[]> {
  const { frames, fps, motion } = VECTORS;
  const film = { bytes, frames, fps: fps.numerator / fps.denominator, step: motion.step };
  const sought = await seekFrames(page, film, anyOrder(frames, 20));
  return sought.filter((each) => !isRight(each));
}

/** Frames in no order: forwards and backwards, near and far, the last and the first among them. */
function anyOrder(frames: number, count: number): number[] {
  const random = randomFrom(14);
  return [
    frames - 1,
    0,
    ...Array.from({ length: count }, () => Math.floor(random() * frames)),
    1,
    frames - 2,
  ];
}

/** A film in a video element of a page. */
interface OpenFilm {
  readonly video: HTMLVideoElement;
  /** Done when the element says so: a busy browser paints the frame from before until a little later. */
  readonly seekTo: (frame: number) => Promise<void>;
  /** What the element is drawn with, to be looked at. */
  readonly contextOf: (width: number, height: number) => CanvasRenderingContext2D;
}

function openFilm(page: Page, bytes: Uint8Array, fps: number): Promise<JSHandle<OpenFilm>> {
  const source = `data:video/mp4;base64,${Buffer.from(bytes).toString('base64')}`;
  return page.evaluateHandle(
    async (film: string, rate: number): Promise<OpenFilm> => {
      const video = document.createElement('video');
      video.muted = true;
      const failed = new Promise<never>((_, reject) => {
        video.addEventListener('error', () => reject(new Error(video.error?.message)));
      });
      const event = (name: string) =>
        new Promise<void>((resolve) =>
          video.addEventListener(name, () => resolve(), { once: true }),
        );
      const loaded = event('loadeddata');
      video.src = film;
      await Promise.race([loaded, failed]);
      return {
        video,
        async seekTo(frame) {
          const sought = event('seeked');
          video.currentTime = (frame + 0.5) / rate;
          await Promise.race([sought, failed]);
        },
        contextOf(width, height) {
          const canvas = Object.assign(document.createElement('canvas'), { width, height });
          const context = canvas.getContext('2d', { willReadFrequently: true });
          if (context === null) throw new Error('no canvas');
          return context;
        },
      };
    },
    source,
    fps,
  );
}

/** Seeks in a video element, and looks at what it shows then. */
async function seekFrames(
  page: Page,
  { bytes, fps, step }: SoughtFilm,
  order: readonly number[],
): Promise<Sought[]> {
  const film = await openFilm(page, bytes, fps);
  return page.evaluate(
    async (
      { video, seekTo, contextOf },
      perFrame: number,
      frames: readonly number[],
      looks: number,
    ): Promise<Sought[]> => {
      const { videoWidth: width, videoHeight: height } = video;
      const context = contextOf(width, height);
      /** Until there is anything to paint all is clear, or black. */
      const painted = async () => {
        for (;;) {
          context.clearRect(0, 0, width, height);
          context.drawImage(video, 0, 0);
          const { data } = context.getImageData(0, 0, width, height);
          if (data.some((value, n) => n % 4 < 3 && value > 0)) return data;
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
      await seekTo(0);
      const first = await painted();
      const differenceFrom = (shown: Uint8ClampedArray, moved: number) => {
        let sum = 0;
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const from = (x - (moved % width) + width) % width;
            for (let c = 0; c < 3; c++)
              sum += Math.abs(
                (shown[4 * (y * width + x) + c] ?? 0) - (first[4 * (y * width + from) + c] ?? 0),
              );
          }
        }
        return sum / (3 * width * height);
      };
      const results = [];
      for (const frame of frames) {
        await seekTo(frame);
        // A busy browser has sought before it paints, and shows the frame from before until then.
        let sought = { frame, here: Infinity, next: 0 };
        for (let look = 0; look < looks; look++) {
          const shown = await painted();
          const here = differenceFrom(shown, frame * perFrame);
          sought = { frame, here, next: differenceFrom(shown, (frame + 1) * perFrame) };
          // As isRight says, which isn't there in a page.
          if (here <= sought.next / 3) break;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        results.push(sought);
      }
      return results;
    },
    film,
    step,
    order,
    LOOKS,
  );
}

/** A colour that a film shows in one of its frames, all over. */
export interface ShownColor {
  readonly frame: number;
  readonly color: Color;
}

/** Levels that a colour may be off, as films and players make it. */
const COLOR_ERROR = 12;

/**
 * Seeks in a video element, in an order of its own, and gives the frames that don't come to show their colour.
 *
 * @param fps of the film
 */
export async function wronglyColored(
  page: Page,
  bytes: Uint8Array,
  fps: number,
  colors: readonly ShownColor[],
): Promise<ShownColor[]> {
  const film = await openFilm(page, bytes, fps);
  const order = anyOrder(colors.length, 30).map((n) => colors[n] as ShownColor);
  return page.evaluate(
    async (
      { video, seekTo, contextOf },
      wanted: readonly ShownColor[],
      most: number,
      looks: number,
    ) => {
      const context = contextOf(1, 1);
      const wrong: (ShownColor & { readonly got: number[] })[] = [];
      for (const { frame, color } of wanted) {
        await seekTo(frame);
        // A busy browser has sought before it paints, and shows the frame from before until then.
        for (let look = 0; ; look++) {
          context.drawImage(video, 0, 0, 1, 1);
          const got = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
          if (got.every((level, n) => Math.abs(level - (color[n] ?? NaN)) <= most)) break;
          if (look === looks) {
            wrong.push({ frame, color, got });
            break;
          }
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
      return wrong;
    },
    film,
    order,
    COLOR_ERROR,
    LOOKS,
  );
}
