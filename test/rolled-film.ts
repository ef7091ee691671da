import { spawn } from 'node:child_process';
import {
  type FirstFrames,
  type ImagePlanes,
  type RolledFilm,
  type RolledStream,
  writeRolled,
} from '../src/codecs/h264-rolled/index.ts';
import type { Size } from '../src/core/size.ts';
import { makeImage } from './rolled-image.ts';

export { makeImage } from './rolled-image.ts';

/** A film's first two frames. They have nothing in common in chroma, so that each shows where it is shown. */
export function makeFrames({ size, step }: RolledFilm, grain: number): FirstFrames {
  const image = makeImage(size, grain);
  const { luma } = image;
  const bytes = Uint8Array.from(luma.bytes, (_, n) => {
    const [x, y] = [n % size.width, Math.floor(n / size.width)];
    const column = wrap(x - step.x.numerator, size.width);
    return luma.bytes[wrap(y - step.y.numerator, size.height) * size.width + column] ?? 0;
  });
  const { chroma } = makeImage(size, grain, [3, 11, 13]);
  return [image, { luma: { ...luma, bytes }, chroma }];
}

function wrap(value: number, length: number): number {
  return ((value % length) + length) % length;
}

/** A film of 30 frames a second, along x by a pixel a frame unless told otherwise. */
export function makeFilm(film: Partial<RolledFilm> & Pick<RolledFilm, 'size'>): RolledFilm {
  const frameCount = film.frameCount ?? 40;
  return {
    fps: { numerator: 30, denominator: 1 },
    frameCount,
    range: { first: 0, last: frameCount - 1 },
    step: { x: whole(1), y: whole(0) },
    keyInterval: 25,
    quality: 'standard',
    ...film,
  };
}

export function whole(step: number) {
  return { numerator: step, denominator: 1 };
}

const START_CODE = Uint8Array.of(0, 0, 0, 1);

/** The stream as a file of its own (annex B). */
export function* annexB({ description, chunks }: RolledStream): Generator<Uint8Array> {
  const view = new DataView(description.buffer);
  const length = view.getUint16(6);
  yield START_CODE;
  yield description.subarray(8, 8 + length);
  yield START_CODE;
  yield description.subarray(8 + length + 3);
  for (const { data } of chunks) {
    yield START_CODE;
    yield data.subarray(4);
  }
}

/** What a decoder does with each frame: its planes, I420. */
type OnFrame = (frame: Uint8Array, index: number) => void;

/**
 * Decodes with ffmpeg, which has to find no fault.
 *
 * @returns how many frames there are
 */
export async function decodeWithFfmpeg(
  stream: RolledStream,
  { width, height }: Size,
  onFrame: OnFrame,
): Promise<number> {
  const strict = ['-v', 'warning', '-err_detect', 'explode', '-xerror', '-threads', '1'];
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-'];
  // A rate of its own: what it makes of the stream's, after 50,000 frames its own muxer refuses.
  // A key picture of noise has more bytes than it reads by itself to know what it has.
  const input = ['-probesize', '100M', '-r', '25', '-f', 'h264', '-i', '-'];
  const ffmpeg = spawn('ffmpeg', [...strict, ...input, ...output]);
  const ended = new Promise<number | null>((resolve, reject) => {
    ffmpeg.once('error', reject);
    ffmpeg.once('close', resolve);
  });
  let complaints = '';
  ffmpeg.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
  const writing = write(stream, ffmpeg.stdin);
  const frame = Buffer.alloc((width * height * 3) / 2);
  let filled = 0;
  let count = 0;
  for await (const bytes of ffmpeg.stdout as AsyncIterable<Buffer>) {
    for (let at = 0; at < bytes.length;) {
      const copied = bytes.copy(frame, filled, at);
      at += copied;
      filled += copied;
      if (filled < frame.length) continue;
      onFrame(frame, count++);
      filled = 0;
    }
  }
  await writing;
  const status = await ended;
  if (status !== 0 || complaints !== '' || filled > 0)
    throw new Error(`ffmpeg ended with ${status}, ${filled} bytes left: ${complaints}`);
  return count;
}

async function write(stream: RolledStream, to: NodeJS.WritableStream): Promise<void> {
  for (const bytes of annexB(stream)) {
    if (!to.write(bytes)) await new Promise<void>((resolve) => to.once('drain', () => resolve()));
  }
  to.end();
}

/**
 * Decodes a film, and finds the frames whose luma is not that of their key frame, rolled as `numpy.roll`
 * rolls it: at whole steps all are.
 */
export async function findStrayFrames(film: RolledFilm, grain: number): Promise<number[]> {
  const stream = writeRolled(film, makeFrames(film, grain));
  const chunks = [...stream.chunks];
  const { width, height } = film.size;
  const stray: number[] = [];
  let key = new Uint8Array();
  let keyIndex = 0;
  const count = await decodeWithFfmpeg({ ...stream, chunks }, film.size, (frame, index) => {
    if (chunks[index]?.key)
      [key, keyIndex] = [Uint8Array.from(frame.subarray(0, width * height)), index];
    const x = (index - keyIndex) * film.step.x.numerator;
    const y = (index - keyIndex) * film.step.y.numerator;
    if (!isRolled(key, frame, film.size, x, y)) stray.push(index);
  });
  if (count !== chunks.length) throw new Error(`${chunks.length} chunks became ${count} frames.`);
  return stray;
}

/** Whether a frame's luma is the key frame's, rolled as `numpy.roll` does. */
export function isRolled(
  key: Uint8Array,
  frame: Uint8Array,
  { width, height }: Size,
  right: number,
  down: number,
): boolean {
  const split = wrap(right, width);
  for (let y = 0; y < height; y++) {
    const row = wrap(y - down, height) * width;
    const own = Buffer.from(frame.buffer, frame.byteOffset + y * width, width);
    const turned = Buffer.concat([
      key.subarray(row + width - split, row + width),
      key.subarray(row, row + width - split),
    ]);
    if (!own.equals(turned)) return false;
  }
  return true;
}

/** How near a decoded plane of Y′ is to the image where it has moved to, dB. */
export function lumaPsnr(
  { luma }: ImagePlanes,
  frame: Uint8Array,
  { width, height }: Size,
  right: number,
  down: number,
): number {
  return psnr(luma.bytes, frame.subarray(0, width * height), width, right, down);
}

/** The same of Cb and Cr; the way is even. */
export function chromaPsnr(
  { chroma }: ImagePlanes,
  frame: Uint8Array,
  { width, height }: Size,
  right: number,
  down: number,
): number[] {
  const [luma, each] = [width * height, (width * height) / 4];
  return chroma.map(({ bytes }, p) => {
    const plane = frame.subarray(luma + p * each, luma + (p + 1) * each);
    return psnr(bytes, plane, width / 2, right / 2, down / 2);
  });
}

function psnr(
  image: Uint8Array,
  plane: Uint8Array,
  width: number,
  right: number,
  down: number,
): number {
  const height = plane.length / width;
  let squares = 0;
  for (let y = 0; y < height; y++) {
    const row = wrap(y - down, height) * width;
    for (let x = 0; x < width; x++) {
      const expected = image[row + wrap(x - right, width)] ?? 0;
      squares += (expected - (plane[y * width + x] ?? 0)) ** 2;
    }
  }
  return 10 * Math.log10(255 ** 2 / (squares / plane.length));
}
