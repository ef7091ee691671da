import { readdirSync, readFileSync } from 'node:fs';
import { fromBase64 } from './base64.ts';
import type { BundledPage } from './bundled-page.ts';
import { paint, smooth, toPng } from './pixels.ts';

const FOLDER = 'node_modules/gl-transitions/transitions';
/** All of the npm package. */
export const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.glsl'));

const SIZE = { width: 64, height: 48 };
const FIRST = '/first.png';
const SECOND = '/second.png';
/** Frames of which the first shows progress 0, the last 1. */
const LAST = 20;

/** What they do themselves that isn't by the rule, and why: see docs/effects.md. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  // Its smallest tile is a 200th of the picture.
  'AdvancedMosaic.glsl': 'another picture at 1',
  // Of its first block the random number is 0, and nothing is less.
  'BlockDissolve.glsl': 'another picture at 0',
  'CircleCrop.glsl': 'blank at ½', // the circle is closed
  'DoomScreenTransition.glsl': 'the second picture at ½', // with as many bars as by default
  'DreamyZoom.glsl': 'blank at ½', // white
  'InvertedPageCurl.glsl': 'another picture at 0', // the corner is turned up
  'Radial.glsl': 'another picture at 0', // the edge is softer than the way it goes
  'Rectangle.glsl': 'blank at ½', // the rectangle is closed
  'RectangleCrop.glsl': 'blank at ½',
  'SimpleFlip.glsl': 'blank at ½', // the card is seen from its side
  'StereoViewer.glsl': 'blank at ½', // between two slides
  'ZoomLeftWipe.glsl': 'the first picture at ½', // the zoom has ended, and the wipe begins
  'ZoomRigthWipe.glsl': 'the first picture at ½',
  'circle.glsl': 'blank at ½', // the circle is closed
  'tangentMotionBlur.glsl': 'another picture at 0', // it is always blurred
  'undulatingBurnOut.glsl': 'another picture at 0', // the hole is open
  'zoomInOut.glsl': 'blank at ½', // it has zoomed into a single point
};

export interface Judge {
  /** What a transition does that isn't by the rule; `undefined` where it keeps it. */
  (file: string): Promise<string | undefined>;
}

/**
 * Judges transitions by their own rule: at 0 the first picture, at 1 the second, between them something else than
 * either and than nothing; elsewhere on their way none may be blank.
 */
export async function openJudge(bundled: BundledPage): Promise<Judge> {
  // From black to white, as some go by how bright it is.
  bundled.offer(FIRST, toPng(paint(SIZE, (x, y) => [4 * x, 2 * x + 2 * y, 5 * y])));
  bundled.offer(SECOND, toPng(smooth(SIZE)));
  const draw = async (picture: string, indices: readonly number[], file?: string) => {
    const source = file && readFileSync(`${FOLDER}/${file}`, 'utf8');
    const effects = source === undefined ? [] : [{ source, file: file ?? '' }];
    const spec = { motions: [], frames: LAST + 1, effects };
    const frames = await bundled.page.evaluate(
      (...args) => globalThis.effectsPage.draw(...args),
      picture,
      spec,
      indices,
      source === undefined ? undefined : SECOND,
    );
    return frames.map(fromBase64);
  };
  const [from] = await draw(FIRST, [0]);
  const [to] = await draw(SECOND, [0]);
  return async (file) => {
    const [begin, middle, end, ...others] = await draw(
      FIRST,
      [0, LAST / 2, LAST, 2, LAST - 6],
      file,
    );
    const shows = (seen: Uint8Array) =>
      !isBlank(seen) && worst(seen, from) > 0 && worst(seen, to) > 0;
    if (!others.some(shows)) return 'nothing on its way';
    if (worst(begin, from) > 1) return 'another picture at 0';
    if (worst(end, to) > 1) return 'another picture at 1';
    if (worst(middle, from) === 0) return 'the first picture at ½';
    if (worst(middle, to) === 0) return 'the second picture at ½';
    return isBlank(middle) ? 'blank at ½' : undefined;
  };
}

function isBlank(pixels: Uint8Array = new Uint8Array()): boolean {
  const [red, green, blue] = pixels;
  return pixels.every((level, n) => level === [red, green, blue, 255][n % 4]);
}

function worst(one: Uint8Array = new Uint8Array(), other: Uint8Array = new Uint8Array()): number {
  return one.reduce((most, level, n) => Math.max(most, Math.abs(level - (other[n] ?? NaN))), 0);
}
