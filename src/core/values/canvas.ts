import { StillmotionError } from '../errors.ts';
import { evenBelow } from './whole-numbers.ts';
import type { Size } from '../size.ts';

/** A frame's shape, and how many px its shorter side has, where that is said. */
interface Shape {
  readonly ratio: Size;
  readonly shorter: number | undefined;
}

/** A film's frame as it is asked for: in px, or by its shape, as text. */
export type CanvasChoice = Size | string;

/** Heights of television's frames, 16:9, by what people call them. */
const NAMED: Readonly<Record<string, Size>> = {
  '480p': { width: 854, height: 480 },
  '720p': { width: 1280, height: 720 },
  '1080p': { width: 1920, height: 1080 },
  '1440p': { width: 2560, height: 1440 },
  '2160p': { width: 3840, height: 2160 },
  '4k': { width: 3840, height: 2160 },
};

/** The shorter side of a shape alone, px, unless the picture has less. */
const SHORTER = 1080;
/** The most that a side of a ratio may be. */
const LARGEST_TERM = 1000;

/** A frame as people write it: `1920x1080`, `1080p`, `4k`, `9:16`, `9:16@4k`. */
export function readCanvas(text: string): CanvasChoice {
  const plain = text.trim().toLowerCase();
  const pixels = /^(\d+)\s*[x×]\s*(\d+)$/.exec(plain);
  if (pixels !== null) return { width: Number(pixels[1]), height: Number(pixels[2]) };
  const named = Object.hasOwn(NAMED, plain) ? NAMED[plain] : undefined;
  if (named !== undefined) return named;
  if (parseShape(plain) !== undefined) return plain.replaceAll(/\s+/g, '');
  const message = `expected a frame such as 1920x1080, 1080p, 4k, 16:9 or 9:16@4k, got "${text}"`;
  throw new StillmotionError('usage', message);
}

/** True for a shape as `readCanvas` gives it. */
export function isShape(text: string): boolean {
  return parseShape(text) !== undefined;
}

/**
 * The frame in px. A shape alone has 1080 px on its shorter side, or what the picture has for it.
 *
 * @param image of the picture, px
 */
export function resolveCanvas(choice: CanvasChoice, image: Size): Size {
  if (typeof choice !== 'string') return choice;
  const shape = parseShape(choice);
  if (shape === undefined) throw new StillmotionError('usage', `"${choice}" is no frame.`);
  const { ratio } = shape;
  const unit = Math.min(ratio.width, ratio.height);
  const widest = Math.min(image.width / ratio.width, image.height / ratio.height) * unit;
  const shorter = shape.shorter ?? Math.max(2, Math.min(SHORTER, evenBelow(widest)));
  const side = (term: number) => 2 * Math.round((shorter * term) / unit / 2);
  return { width: side(ratio.width), height: side(ratio.height) };
}

function parseShape(text: string): Shape | undefined {
  const match = /^(\d+)\s*:\s*(\d+)\s*(?:@\s*(\w+))?$/.exec(text);
  if (match === null) return undefined;
  const ratio = { width: Number(match[1]), height: Number(match[2]) };
  const terms = [ratio.width, ratio.height];
  if (terms.some((term) => term === 0 || term > LARGEST_TERM)) return undefined;
  const name = match[3];
  if (name === undefined) return { ratio, shorter: undefined };
  const shorter = Object.hasOwn(NAMED, name) ? NAMED[name]?.height : undefined;
  return shorter === undefined ? undefined : { ratio, shorter };
}
