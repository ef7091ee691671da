import { encodeRolled } from '../codecs/h264-rolled/encode.ts';
import { imagePlanes } from '../codecs/h264-rolled/image-planes.ts';
import { encodeGif } from '../codecs/gif/encode.ts';
import { DITHER_NAMES } from '../codecs/gif/dither-names.ts';
import { PALETTE_NAMES } from '../codecs/gif/palette-names.ts';
import { gif } from '../codecs/gif.ts';
import { encodeImages } from '../codecs/images/encode.ts';
import { joinGops } from '../codecs/join.ts';
import { findContainer } from '../containers/index.ts';
import { writeFilm } from '../containers/write-film.ts';
import type { Gop } from '../core/chunk.ts';
import { createNv12, type Nv12 } from '../core/planes/nv12.ts';
import { MemorySink } from '../core/streams/sink.ts';
import type { Size } from '../core/size.ts';
import { frames } from '../core/timeline.ts';
import { planRolledFilm } from '../film/encoding/choose-encoder.ts';
import { planFilm } from '../film/encoding/film-plan.ts';
import { planRender } from '../film/plan.ts';
import { parseSpec, type RenderSpec } from '../film/spec/spec.ts';
import { trialPixels, trialPlanes } from './trial-film.ts';

// Films that we write ourselves, in the small, to be tried out.

/** Frames of each. */
const FRAMES = { pictures: 2, rolled: 6 };
/** px a frame. */
const STEP = 4;

/** A film of pictures in one file: as it is written, and what each of them shows. */
export async function writeTrialPictures(format: RenderSpec['format'], size: Size) {
  const spec = parseSpec({
    format,
    canvas: size,
    frames: FRAMES.pictures,
    motion: { kind: 'roll', step: 3.5 },
  });
  const film = planFilm(planRender(spec, size));
  const data = trialPixels(size);
  const draw = async () => ({ ...size, data: data.slice() });
  const gops =
    film.codec === gif.name
      ? encodeGif(film, draw, { palette: PALETTE_NAMES[0], dither: DITHER_NAMES[0] }, {})
      : encodeImages(film, draw, {});
  const sink = new MemorySink();
  await writeFilm(joinGops(gops, film), film, sink);
  return {
    file: new Blob([sink.bytes]),
    mime: findContainer(format).mime,
    data,
    frames: FRAMES.pictures,
  };
}

/** A picture that rolls: what it shows frame by frame, and how that is written as vectors. */
export function planTrialRoll(size: Size) {
  const motion = { kind: 'roll', step: STEP } as const;
  const plan = planRender(parseSpec({ canvas: size, frames: FRAMES.rolled, motion }), size);
  const film = planFilm(plan);
  const [first] = trialPlanes(size)(frames(film, { first: 0, last: 0 }));
  if (first === undefined) throw new Error('a trial has no frame');
  const image = imagePlanes(first.planes, size);
  return {
    film,
    drawn: Array.from({ length: FRAMES.rolled }, (_, n) => rolled(first.planes, size, n * STEP)),
    encode(): AsyncGenerator<Gop> {
      const planned = planRolledFilm(plan, film.keyFrameInterval);
      if (typeof planned === 'string') throw new Error(planned);
      return encodeRolled(planned.film, [image, image], {});
    },
  };
}

/** Planes moved to the right, by an even number of pixels. */
function rolled(from: Nv12, size: Size, right: number): Nv12 {
  const to = createNv12(size);
  const width = 2 * Math.ceil(size.width / 2);
  const rows = [size.height, Math.ceil(size.height / 2)];
  for (const [n, plane] of from.planes.entries())
    for (let y = 0; y < (rows[n] ?? 0); y++) {
      const start = plane.offset + y * plane.stride;
      const row = from.bytes.subarray(start, start + width);
      to.bytes.set(row.subarray(0, width - right), start + right);
      to.bytes.set(row.subarray(width - right), start);
    }
  return to;
}
