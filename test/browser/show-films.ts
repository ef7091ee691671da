import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../src/cli/session/session.ts';
import { joinGops } from '../../src/codecs/join.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import type { Gop } from '../../src/core/chunk.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import type { FilmStart } from '../../src/headless/protocol.ts';
import { type Color, paint, type Pixels, toPng } from './pixels.ts';
import type { ShownColor } from './seeking.ts';

/** Pictures that stand, and fade. */
export const STANDING: SpecInput = {
  fps: { numerator: 10, denominator: 1 },
  each: 3,
  transitions: [{ name: 'fade', duration: 0.5 }],
  motions: [],
};
export const STANDING_FPS = 10;
/** Of a film of three such pictures: frames that show one of them alone, and what they are of. */
export const STANDING_FRAMES = 90;
export const GOP = 45;
const ALONE = [
  { first: 0, last: 24, picture: 0 },
  { first: 30, last: 54, picture: 1 },
  { first: 60, last: 89, picture: 2 },
];

/** Frames in a row that show the same, within a group of pictures. */
export const STANDING_ROWS = [
  { first: 0, last: 24 },
  { first: 30, last: 44 },
  { first: 45, last: 54 },
  { first: 60, last: 89 },
];

const COLORS: readonly Color[] = [
  [200, 60, 60],
  [40, 160, 80],
  [60, 80, 210],
];
export const COLORED = COLORS.map((color) => paint({ width: 64, height: 48 }, () => color));

/** What a film of these shows, where it shows one of them alone. */
export const SHOWN_COLORS = ALONE.flatMap(({ first, last, picture }): ShownColor[] =>
  Array.from({ length: last - first + 1 }, (_, n) => ({
    frame: first + n,
    color: COLORS[picture] ?? [0, 0, 0],
  })),
);

export interface ShowFilm {
  readonly start: FilmStart;
  readonly gops: readonly Gop[];
  /** The MP4 file; empty where it doesn't begin with the range. */
  readonly bytes: Uint8Array;
}

/**
 * Makes a film of several pictures.
 *
 * @param first the frame to begin with, where a GOP does; left out: the range's first
 */
export async function makeShow(
  session: Session,
  spec: SpecInput,
  pictures: readonly Pixels[],
  first?: number,
): Promise<ShowFilm> {
  const folder = await mkdtemp(join(tmpdir(), 'sm-show-'));
  try {
    const paths = pictures.map((_, n) => join(folder, `${n}.png`));
    await Promise.all(pictures.map((each, n) => writeFile(paths[n] ?? '', toPng(each))));
    await session.open(parseSpec({ ...spec, pictures: paths.map((file) => ({ file })) }), paths);
    const start = await session.startFilm(first);
    const gops = [];
    for await (const gop of session.gops()) gops.push(gop);
    const sink = new MemorySink();
    const given = (async function* () {
      yield* gops;
    })();
    if (first === undefined) await writeFilm(joinGops(given, start.film), start.film, sink);
    return { start, gops, bytes: sink.bytes.slice() };
  } finally {
    await rm(folder, { recursive: true });
  }
}
