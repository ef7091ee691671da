import { BufferSource, Input, MP4, VideoSampleSink } from 'mediabunny';
import { ringIndex, ringLength } from '../peers/encoder-alone.ts';
import type { FilmMaker, FilmQuality } from './contract.ts';
import { type Course, openWorkbench, type Workbench } from './stillmotion.ts';

/** About how many frames are compared, spread over the film. */
const COMPARED = 8;

/** A decoded frame's luma, and the luma of the frame it was made from. */
interface Comparison {
  readonly decoded: (frame: VideoFrame) => Promise<Uint8Array>;
  readonly drawn: (bench: Workbench, index: number) => Promise<Uint8Array>;
}

/** The luma plane itself: these encoders got our planes. */
const PLANES: Comparison = {
  decoded: lumaPlane,
  drawn: lumaGiven,
};

/** The frames that had room in memory. */
const RING: Comparison = {
  ...PLANES,
  drawn: (bench, index) => lumaGiven(bench, ringIndex(index, ringLength(bench))),
};

const COMPARISONS: Readonly<Record<FilmMaker, Comparison>> = {
  stillmotion: PLANES,
  'encoder alone': RING,
  'encoders side by side': RING,
  // The browser made its own planes out of the canvas, in a range of its choice: only RGB compares.
  mediabunny: {
    decoded: lumaFromRgb,
    drawn: async (bench, index) => lumaOf(bench.pixels(index)),
  },
};

/** Decodes a film with the browser's decoder and compares it with the frames it was made from. */
export async function inspect(
  maker: FilmMaker,
  course: Course,
  film: Uint8Array<ArrayBuffer>,
): Promise<FilmQuality> {
  const bench = await openWorkbench(course);
  const input = new Input({ source: new BufferSource(film), formats: [MP4] });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new Error(`the film by ${maker} has no video track`);
    const { decoded, drawn } = COMPARISONS[maker];
    const fps = bench.encoding.fps.numerator / bench.encoding.fps.denominator;
    const every = Math.ceil(bench.frameCount / COMPARED);
    const indices = Array.from(
      { length: Math.ceil(bench.frameCount / every) },
      (_, n) => n * every,
    );
    const errors: number[] = [];
    const sink = new VideoSampleSink(track);
    // The middle of a frame's time: no rounding of timestamps can miss it.
    for await (const sample of sink.samplesAtTimestamps(indices.map((n) => (n + 0.5) / fps))) {
      const index = indices[errors.length] ?? 0;
      if (sample === null) throw new Error(`the film by ${maker} lacks frame ${index}`);
      const frame = sample.toVideoFrame();
      const { width, height } = bench.encoding.size;
      errors.push(meanSquare(await decoded(frame), await drawn(bench, index), width * height));
      frame.close();
      sample.close();
    }
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    return {
      bytesPerFrame: film.byteLength / bench.frameCount,
      psnr: 10 * Math.log10(255 ** 2 / mean),
    };
  } finally {
    input.dispose();
    bench.close();
  }
}

function meanSquare(a: Uint8Array, b: Uint8Array, length: number): number {
  let sum = 0;
  for (let n = 0; n < length; n++) sum += ((a[n] ?? 0) - (b[n] ?? 0)) ** 2;
  return sum / length;
}

/** The luma that the encoder was given. */
async function lumaGiven(bench: Workbench, index: number): Promise<Uint8Array> {
  const [frame] = bench.capture([index]);
  if (frame === undefined) throw new Error(`no frame ${index}`);
  try {
    return await lumaPlane(frame);
  } finally {
    frame.close();
  }
}

async function lumaPlane(frame: VideoFrame): Promise<Uint8Array> {
  const bytes = new Uint8Array(frame.allocationSize());
  const [luma] = await frame.copyTo(bytes);
  const { displayWidth: width, displayHeight: height } = frame;
  if (luma === undefined) throw new Error(`a frame in ${frame.format} has no planes`);
  if (luma.stride === width) return bytes.subarray(luma.offset, luma.offset + width * height);
  const packed = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = luma.offset + row * luma.stride;
    packed.set(bytes.subarray(from, from + width), row * width);
  }
  return packed;
}

async function lumaFromRgb(frame: VideoFrame): Promise<Uint8Array> {
  const { displayWidth: width, displayHeight: height } = frame;
  const bytes = new Uint8ClampedArray(4 * width * height);
  await frame.copyTo(bytes, { format: 'RGBX', layout: [{ offset: 0, stride: 4 * width }] });
  return lumaOf(bytes);
}

/** BT.709, over the limited range's 219 levels, so that it weighs as in a plane. */
function lumaOf(rgba: Uint8ClampedArray): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4);
  for (let n = 0; n < luma.length; n++) {
    const [red = 0, green = 0, blue = 0] = [rgba[4 * n], rgba[4 * n + 1], rgba[4 * n + 2]];
    luma[n] = Math.round(16 + (219 / 255) * (0.2126 * red + 0.7152 * green + 0.0722 * blue));
  }
  return luma;
}
