import { spawnSync } from 'node:child_process';
import type { Session } from '../../src/cli/session/session.ts';
import { joinGops } from '../../src/codecs/join.ts';
import type { Size } from '../../src/core/size.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob } from '../session.ts';
import { half, toRgb } from './bt709.ts';
import { type Decoder, decodeWithFfmpeg } from './decoding.ts';
import { renderFilm } from './film.ts';
import { type Color, drawStill, fromPng, paint, type Pixels, toPng } from './pixels.ts';

/** Saturated ones among them. */
export const FLAT_COLORS: readonly Color[] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
  [0, 0, 0],
  [128, 128, 128],
  [255, 255, 0],
  [0, 255, 255],
  [255, 0, 255],
  [200, 120, 40],
  [30, 90, 60],
  [250, 220, 235],
];
/** As many, from black to white. */
export const FLAT_GREYS: readonly Color[] = FLAT_COLORS.map((_, n, { length }) => {
  const level = Math.round((255 * n) / (length - 1));
  return [level, level, level];
});
/** Patches in a row. */
const COLUMNS = 4;

/** How far around what is judged all has to have its colour, px: it lies more than 8 inside a patch. */
const MARGIN = 9;

/** Films of lossy video. */
export const FLAT_VIDEO: Readonly<Record<string, SpecInput>> = {
  'H.264 of the browser': { codec: 'h264', encoder: 'webcodecs' },
  'H.264 of ours': { codec: 'h264', encoder: 'auto' },
  VP9: { codec: 'vp9' },
  AV1: { codec: 'av1' },
  'VP9 of ten bits': { codec: 'vp9', depth: '10' },
};

/** Each of the colours in a square. */
export function paintPatches(side: number, colors = FLAT_COLORS): Pixels {
  const size = { width: COLUMNS * side, height: (colors.length / COLUMNS) * side };
  return paint(size, (x, y) => {
    const [column, row] = [Math.floor(x / side), Math.floor(y / side)];
    return colors[COLUMNS * row + column] ?? [0, 0, 0];
  });
}

/** Frames of a film, or a sequence of pictures, as they are shown: by ffmpeg, and by Chromium where that is asked. */
export interface Shown {
  readonly ffmpeg: readonly Pixels[];
  readonly chromium: readonly Pixels[];
}

/** How a picture becomes a film, of video or of pictures. */
export type FlatSpec = SpecInput & { readonly frames: number };

/** What is drawn, frame by frame. */
export async function drawFrames(session: Session, spec: FlatSpec, picture: Pixels) {
  const frames = [await drawStill(session, spec, picture)];
  while (frames.length < spec.frames) frames.push(fromPng(await session.still(frames.length)));
  return frames;
}

/** A film of video. Of ten bits it is ffmpeg's alone. */
export async function showFilm(
  session: Session,
  decoder: Decoder,
  spec: FlatSpec,
  picture: Pixels,
): Promise<Shown> {
  const { bytes, start } = await renderFilm(session, spec, picture);
  const { width, height } = start.film.size;
  if (spec.depth === '10') {
    const frames = decodeWithFfmpeg(bytes, width, height, 10);
    return { ffmpeg: frames.map(({ planes }) => deepToRgb(planes, start.film.size)), chromium: [] };
  }
  return {
    ffmpeg: decodeWithFfmpeg(bytes, width, height).map(toRgb),
    chromium: (await decoder.decode(bytes)).map(toRgb),
  };
}

/** A film of pictures, each by itself. */
export async function showPictures(
  session: Session,
  spec: FlatSpec,
  picture: Pixels,
): Promise<Shown> {
  await openJob(session, spec, toPng(picture));
  const { film } = await session.startFilm();
  const files: Uint8Array[] = [];
  for await (const { data } of joinGops(session.gops(), film)) files.push(Uint8Array.from(data));
  const chromium: Pixels[] = [];
  for (const file of files) {
    await openJob(session, { motions: [], frames: 1 }, file);
    chromium.push(fromPng(await session.still(0)));
  }
  return { ffmpeg: files.map((file) => decodePicture(file, picture)), chromium };
}

/** ffmpeg's own planes, as pixels by the matrix of BT.601: JPEG's in full range, WebP's in limited; or what is pixels. */
function decodePicture(file: Uint8Array, { width, height }: Size): Pixels {
  const args = ['-v', 'error', '-i', 'pipe:0', '-f', 'rawvideo', 'pipe:1'];
  const { stdout, status, stderr } = spawnSync('ffmpeg', args, { input: file });
  if (status !== 0) throw new Error(`ffmpeg: ${stderr.toString()}`);
  const pixels = width * height;
  const isJpeg = file[0] === 0xff;
  // WebP without loss, which ffmpeg gives as alpha, red, green and blue.
  if (!isJpeg && stdout.length === 4 * pixels)
    return paint({ width, height }, (x, y) => {
      const at = 4 * (y * width + x);
      return [stdout[at + 1] ?? 0, stdout[at + 2] ?? 0, stdout[at + 3] ?? 0];
    });
  const columns = stdout.length === 3 * pixels ? width : half(width);
  const rows = stdout.length === 3 * pixels ? height : half(height);
  if (stdout.length !== pixels + 2 * columns * rows) throw new Error(`${stdout.length} samples`);
  const [base, range, chromaRange] = isJpeg ? [0, 255, 255] : [16, 219, 224];
  return paint({ width, height }, (x, y) => {
    const [column, row] = columns === width ? [x, y] : [x >> 1, y >> 1];
    const at = pixels + row * columns + column;
    const light = ((stdout[y * width + x] ?? 0) - base) / range;
    const red = light + (1.402 * ((stdout[at + columns * rows] ?? 0) - 128)) / chromaRange;
    const blue = light + (1.772 * ((stdout[at] ?? 0) - 128)) / chromaRange;
    return [red, (light - 0.299 * red - 0.114 * blue) / 0.587, blue].map(toLevel) as never;
  });
}

function deepToRgb(planes: Uint8Array, { width, height }: Size): Pixels {
  const samples = new Uint16Array(Uint8Array.from(planes).buffer);
  const [columns, pixels] = [half(width), width * height];
  return paint({ width, height }, (x, y) => {
    const at = pixels + (y >> 1) * columns + (x >> 1);
    const light = ((samples[y * width + x] ?? 0) / 4 - 16) / 219;
    const red = light + (1.5748 * ((samples[at + columns * half(height)] ?? 0) / 4 - 128)) / 224;
    const blue = light + (1.8556 * ((samples[at] ?? 0) / 4 - 128)) / 224;
    return [toLevel(red), toLevel((light - 0.2126 * red - 0.0722 * blue) / 0.7152), toLevel(blue)];
  });
}

function toLevel(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

/** What is furthest off of what is flat, in any frame. */
interface Worst {
  /** In any channel, levels. */
  readonly off: number;
  readonly where: string;
}

const flats = new WeakMap<Pixels, Uint8Array>();

/**
 * How far flat colours are off, where all around them has the same colour.
 *
 * @param columns of the frame's left side that are judged, px; left out: all
 */
export function worstOfFlat(
  shown: readonly Pixels[],
  drawn: readonly Pixels[],
  columns = Infinity,
): Worst {
  if (shown.length !== drawn.length) throw new Error(`${shown.length} frames of ${drawn.length}`);
  let worst: Worst = { off: 0, where: 'nowhere' };
  for (const [frame, wanted] of drawn.entries()) {
    const { data, channels } = shown[frame] ?? wanted;
    const flat = flats.get(wanted) ?? flatPixels(wanted);
    flats.set(wanted, flat);
    for (let at = flat.indexOf(1); at >= 0; at = flat.indexOf(1, at + 1)) {
      if (at % wanted.width >= columns) continue;
      for (let n = 0; n < 3; n++) {
        const level = wanted.data[at * wanted.channels + n] ?? 0;
        const off = Math.abs((data[at * channels + n] ?? 0) - level);
        if (off <= worst.off) continue;
        const place = `${at % wanted.width},${Math.floor(at / wanted.width)}`;
        worst = { off, where: `channel ${n} at ${place} of frame ${frame}` };
      }
    }
  }
  return worst;
}

/** 1 where a pixel and all that are no more than `MARGIN` from it have one colour; edges of the frame end nothing. */
function flatPixels(picture: Pixels): Uint8Array {
  const { width, height } = picture;
  const across = evenRuns(height, width, (row, x) => row * width + x, picture);
  const down = evenRuns(width, height, (column, y) => y * width + column, picture);
  return Uint8Array.from(across, (own, at) => {
    const x = at % width;
    const row = at - x;
    const near = down.subarray(Math.max(row, at - MARGIN), Math.min(row + width, at + MARGIN + 1));
    return own === 1 && near.every((isEven) => isEven === 1) ? 1 : 0;
  });
}

/** 1 where all that are no more than `MARGIN` before and behind a pixel in its line have its colour. */
function evenRuns(
  lines: number,
  length: number,
  placeOf: (line: number, n: number) => number,
  { data, channels }: Pixels,
): Uint8Array {
  const even = new Uint8Array(lines * length);
  const isSame = (a: number, b: number) =>
    [0, 1, 2].every((n) => data[a * channels + n] === data[b * channels + n]);
  for (let line = 0; line < lines; line++) {
    let start = 0;
    for (let n = 1; n <= length; n++) {
      if (n < length && isSame(placeOf(line, n), placeOf(line, n - 1))) continue;
      const first = start === 0 ? 0 : start + MARGIN;
      const end = n === length ? length : n - MARGIN;
      for (let own = first; own < end; own++) even[placeOf(line, own)] = 1;
      start = n;
    }
  }
  return even;
}
