import type { Chunk } from '../../src/core/chunk.ts';
import { frameAt } from '../../src/core/timeline.ts';
import { iterate } from '../page/stages.ts';
import {
  type Course,
  courseKey,
  makeOurFilm,
  muxFilm,
  openWorkbench,
  type TimedFilm,
  type Workbench,
} from '../page/stillmotion.ts';

/** Ready frames are kept in memory up to this many bytes. */
const RING_BYTES = 200e6;
/** Frames that wait in the encoder's queue: enough to keep its threads busy. */
const QUEUE = 8;

/** Consecutive frames of a film, drawn and in memory, and how our film is encoded. */
interface Ring {
  readonly key: string;
  readonly frames: readonly VideoFrame[];
  readonly config: VideoEncoderConfig;
}

let kept: Ring | undefined;

/**
 * The limit: the browser's encoder on frames that are in memory already, configured as for our film.
 * Where not all frames have room, those that have are played forwards and backwards in turn, so that
 * the motion stays the same.
 *
 * @param lanes how many encoders work side by side, each on every so many-th GOP
 */
export async function encodeReadyFrames(course: Course, lanes: number): Promise<TimedFilm> {
  const bench = await openWorkbench(course);
  try {
    const ring = await ringFor(course, bench);
    const started = performance.now();
    const all = Array.from({ length: lanes }, (_, lane) => encodeLane(ring, bench, lane, lanes));
    const chunks = (await Promise.all(all)).flat();
    const seconds = (performance.now() - started) / 1000;
    if (chunks.length !== bench.frameCount) throw new Error(`${chunks.length} chunks came out`);
    return { seconds, film: await muxFilm(iterate(joined(chunks)), bench.encoding) };
  } finally {
    bench.close();
  }
}

/** Which frame of the film stands at a place of the encoder's. */
export function ringIndex(place: number, length: number): number {
  if (length === 1) return 0;
  const turn = 2 * (length - 1);
  const within = place % turn;
  return within < length ? within : turn - within;
}

export function ringLength({ frameCount, encoding: { size } }: Workbench): number {
  return Math.min(frameCount, Math.floor(RING_BYTES / (1.5 * size.width * size.height)));
}

async function encodeLane(
  ring: Ring,
  bench: Workbench,
  lane: number,
  lanes: number,
): Promise<Chunk[]> {
  const { keyFrameInterval } = bench.encoding;
  const chunks: Chunk[] = [];
  let failure: DOMException | undefined;
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => chunks.push(copy(chunk, metadata)),
    error: (error) => (failure = error),
  });
  encoder.configure(ring.config);
  for (let index = 0; index < bench.frameCount; index++) {
    if (Math.floor(index / keyFrameInterval) % lanes !== lane) continue;
    const frame = frameFrom(ring, index, bench);
    encoder.encode(frame, { keyFrame: index % keyFrameInterval === 0 });
    frame.close();
    while (encoder.encodeQueueSize >= QUEUE && failure === undefined) await dequeued(encoder);
    if (failure) throw failure;
  }
  await encoder.flush();
  encoder.close();
  return chunks;
}

/** Shares the memory of the ready one. */
function frameFrom({ frames }: Ring, index: number, { plan }: Workbench): VideoFrame {
  const ready = frames[ringIndex(index, frames.length)];
  if (ready === undefined) throw new Error(`no frame ${index} in the ring`);
  const { timestamp, duration } = frameAt(index, plan);
  return new VideoFrame(ready, { timestamp, duration });
}

/** In the order of the film, with the one configuration that it has. */
function joined(chunks: readonly Chunk[]): Chunk[] {
  return chunks
    .toSorted((a, b) => a.timestamp - b.timestamp)
    .map(({ decoderConfig, ...chunk }, index) =>
      index === 0 && decoderConfig ? { ...chunk, decoderConfig } : chunk,
    );
}

function dequeued(encoder: VideoEncoder): Promise<unknown> {
  return new Promise((resolve) => encoder.addEventListener('dequeue', resolve, { once: true }));
}

function copy(chunk: EncodedVideoChunk, metadata?: EncodedVideoChunkMetadata): Chunk {
  const data = new Uint8Array(chunk.byteLength);
  chunk.copyTo(data);
  const { type, timestamp } = chunk;
  const { codec, description } = metadata?.decoderConfig ?? {};
  if (codec === undefined) return { track: 'video', data, key: type === 'key', timestamp };
  const colorSpace = metadata?.decoderConfig?.colorSpace ?? {};
  const bytes = description instanceof ArrayBuffer ? new Uint8Array(description) : undefined;
  const decoderConfig = { codec, colorSpace, ...(bytes && { description: bytes }) };
  return { track: 'video', data, key: type === 'key', timestamp, decoderConfig };
}

/** The ring of the last course is kept: drawing it takes longer than encoding it. */
async function ringFor(course: Course, bench: Workbench): Promise<Ring> {
  const key = courseKey(course);
  if (kept?.key === key) return kept;
  for (const frame of kept?.frames ?? []) frame.close();
  const indices = Array.from({ length: ringLength(bench) }, (_, index) => index);
  const frames = [...bench.capture(indices)];
  kept = { key, frames, config: await configOf(course) };
  return kept;
}

/** How our pipeline configures the encoder, seen from outside. */
async function configOf(course: Course): Promise<VideoEncoderConfig> {
  const { duration: _, range: __, ...rest } = course.spec;
  const Original = VideoEncoder;
  let seen: VideoEncoderConfig | undefined;
  globalThis.VideoEncoder = class extends Original {
    override configure(config: VideoEncoderConfig) {
      seen = config;
      super.configure(config);
    }
  };
  try {
    await makeOurFilm({ ...course, spec: { ...rest, frames: 1 } });
  } finally {
    globalThis.VideoEncoder = Original;
  }
  if (seen === undefined) throw new Error('our film was made without a VideoEncoder in this page');
  return seen;
}
