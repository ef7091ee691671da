import { packI420 } from '../codecs/raw/pass.ts';
import type { DeepFrame } from '../core/planes/deep-planes.ts';
import { type FramePlanes, createNv12, type Nv12 } from '../core/planes/nv12.ts';
import type { Size } from '../core/size.ts';
import type { Frame } from '../core/timeline.ts';

// A film to try codecs with that needs no graphics: waves with a fine texture, which go on by a few pixels a frame.

/** px a frame. */
const STEP = 4;

/** Its planes, one frame after the other; each keeps its bytes. */
export function trialPlanes(size: Size): (frames: Iterable<Frame>) => Iterable<FramePlanes> {
  const made = new Map<number, Nv12>();
  return function* planes(frames) {
    for (const frame of frames) {
      const kept = made.get(frame.index) ?? drawFrame(size, frame.index * STEP);
      made.set(frame.index, kept);
      yield { frame, planes: kept };
    }
  };
}

/** The same of ten bits, the lower two of which count the columns. */
export function deepTrialPlanes(size: Size): (frames: Iterable<Frame>) => Iterable<DeepFrame> {
  const shallow = trialPlanes(size);
  return function* planes(frames) {
    for (const { frame, planes: made } of shallow(frames)) {
      const bytes = packI420(made, size);
      yield {
        frame,
        planes: { samples: Uint16Array.from(bytes, (byte, n) => 4 * byte + (n & 3)) },
      };
    }
  };
}

/** Its pixels, four bytes each, opaque. */
export function trialPixels({ width, height }: Size): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray(4 * width * height);
  const { across, down } = waves(width, height);
  let at = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const texture = TEXTURE[textureAt(x, y)] ?? 0;
      data[at++] = (across[x] ?? 0) + (down[y] ?? 0) + texture;
      data[at++] = 2 * (across[x] ?? 0) + texture;
      data[at++] = 2 * (down[y] ?? 0);
      data[at++] = 255;
    }
  return data;
}

function drawFrame({ width, height }: Size, shift: number): Nv12 {
  const frame = createNv12({ width, height });
  const [luma, chroma] = frame.planes;
  const { across, down } = waves(width + shift, height);
  for (let y = 0; y < height; y++) {
    const row = luma.offset + y * luma.stride;
    const level = down[y] ?? 0;
    for (let x = 0; x < width; x++)
      frame.bytes[row + x] =
        (across[x + shift] ?? 0) + level + (TEXTURE[textureAt(x + shift, y)] ?? 0);
  }
  for (let y = 0; 2 * y < height; y++) {
    const row = chroma.offset + y * chroma.stride;
    for (let x = 0; 2 * x < width; x++) {
      frame.bytes[row + 2 * x] = 64 + (across[2 * x + shift] ?? 0);
      frame.bytes[row + 2 * x + 1] = 64 + (down[2 * y] ?? 0);
    }
  }
  return frame;
}

/** Levels from left to right and from top to bottom, which are added to one another. */
function waves(width: number, height: number) {
  return {
    across: Uint8Array.from({ length: width }, (_, x) => wave(x, 53)),
    down: Uint8Array.from({ length: height }, (_, y) => wave(y, 37)),
  };
}

function wave(at: number, period: number): number {
  return 64 + 32 * Math.sin((2 * Math.PI * at) / period);
}

/** Patches of four by four pixels, 64 by 64 of them over and over. */
const PATCHES = 64;
const TEXTURE = Uint8Array.from(
  { length: PATCHES ** 2 },
  (_, n) => ((n % PATCHES) * 7) ^ (Math.floor(n / PATCHES) * 13),
).map((value) => value & 15);

function textureAt(x: number, y: number): number {
  return ((y >> 2) & (PATCHES - 1)) * PATCHES + ((x >> 2) & (PATCHES - 1));
}
