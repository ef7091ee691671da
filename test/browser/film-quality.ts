import type { Session } from '../../src/cli/session/session.ts';
import { joinGops } from '../../src/codecs/join.ts';
import { writeFilm } from '../../src/containers/write-film.ts';
import type { Size } from '../../src/core/size.ts';
import { MemorySink } from '../../src/core/streams/sink.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { openJob } from '../session.ts';
import { decodeWithFfmpeg } from './decoding.ts';
import { type Plane, psnrOfPlane } from './plane-quality.ts';

export type Depth = '8' | '10';

/** The luma of a frame's planes. */
export function lumaOf(planes: Uint8Array, depth: Depth, { width, height }: Size): Plane {
  const pixels = width * height;
  if (depth === '8') return Uint8Array.from(planes.subarray(0, pixels));
  const samples = new Uint16Array(Uint8Array.from(planes.subarray(0, 2 * pixels)).buffer);
  return Float32Array.from(samples, (sample) => sample / 4);
}

/** A picture's film as it is asked for, at a depth. */
export type DeepSpec = SpecInput & { readonly depth: Depth };

/** The luma of its frames as they are before they are encoded. */
export async function drawLumas(
  session: Session,
  spec: DeepSpec,
  picture: Uint8Array,
): Promise<Plane[]> {
  await openJob(session, { ...spec, format: 'y4m', codec: 'i420' }, picture);
  const { film } = await session.startFilm();
  const lumas: Plane[] = [];
  for await (const { data } of joinGops(session.gops(), film))
    lumas.push(lumaOf(data, spec.depth, film.size));
  return lumas;
}

interface Measured {
  readonly bytes: number;
  /** Of each frame's luma, as ffmpeg shows it, dB. */
  readonly psnr: readonly number[];
  readonly mean: number;
}

/** @param drawn the luma of its frames */
export async function measureFilm(
  session: Session,
  spec: DeepSpec,
  picture: Uint8Array,
  drawn: readonly Plane[],
): Promise<Measured> {
  await openJob(session, spec, picture);
  const { film } = await session.startFilm();
  const sink = new MemorySink();
  await writeFilm(joinGops(session.gops(), film), film, sink);
  const { width, height } = film.size;
  const frames = decodeWithFfmpeg(sink.bytes, width, height, spec.depth === '8' ? 8 : 10);
  if (frames.length !== drawn.length) throw new Error(`${frames.length} frames of ${drawn.length}`);
  const psnr = frames.map(({ planes }, n) =>
    psnrOfPlane(lumaOf(planes, spec.depth, film.size), drawn[n] ?? new Uint8Array()),
  );
  const mean = psnr.reduce((sum, each) => sum + each) / psnr.length;
  return { bytes: sink.bytes.length, psnr, mean };
}
