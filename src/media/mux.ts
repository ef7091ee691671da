import { counted } from '../core/counted.ts';
import { Muxer, StreamTarget } from 'mp4-muxer';
import { StillmotionError } from '../core/errors.ts';
import { type FrameRange, type FrameRate, secondsAt, timestampAt } from '../core/timeline.ts';
import type { Size } from '../core/size.ts';
import { type Chunk, codecInStream, type DecoderConfig } from './chunk.ts';
import { type CodecName, CODECS } from './codecs.ts';
import { repeat } from './repeat.ts';
import type { Sink } from './sink.ts';

/** What the container has to know of a film. */
export interface Film {
  readonly codec: CodecName;
  readonly size: Size;
  readonly fps: FrameRate;
  /** Which frames of the timeline it holds; the film itself begins at 0 s. */
  readonly range: FrameRange;
  /** How many times it holds them. */
  readonly loops: number;
}

/** What was written. */
export interface MuxedFilm {
  readonly frames: number;
  /** As the stream says it, e.g. `avc1.640c16`. */
  readonly codecString: string;
  /** What the file says of its colours. */
  readonly colorSpace: VideoColorSpaceInit;
  /** Of the film, counted from its first frame: where the key frames are. */
  readonly keyFrames: readonly number[];
  /** Of the frames alone, without the container. */
  readonly mediaBytes: number;
}

/** Frames of more than this many bytes in all are handed to the sink at once. */
const WRITE_SIZE = 1 << 20;
/** The muxer keeps so much room for each frame in front: its entries in stts, stss, stsc, stsz and co64. */
const INDEX_BYTES = 29;
/** Players handle coarse time scales badly; a multiple of the frame rate keeps every frame exact. */
const LEAST_TIME_SCALE = 10_000;
/** Seconds from 1904, where MP4 begins to count, to 1970. */
const MP4_EPOCH = -2_082_844_800;

/**
 * Writes chunks into an MP4 whose header comes first (room for it is kept in front), while memory
 * holds no more than half a second of film. Into a sequential sink it goes as fragments of a GOP each.
 * The sink is closed at the end, aborted on failure.
 *
 * @param signal stops it between any two chunks; it rejects with the signal's reason
 * @throws StillmotionError `encoding-failed` when chunks are missing or out of order
 */
export async function mux(
  chunks: AsyncIterable<Chunk>,
  film: Film,
  sink: Sink,
  signal?: AbortSignal,
): Promise<MuxedFilm> {
  try {
    const muxed = await write(chunks, film, sink, signal);
    await sink.close();
    return muxed;
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

async function write(
  chunks: AsyncIterable<Chunk>,
  film: Film,
  sink: Sink,
  signal: AbortSignal | undefined,
): Promise<MuxedFilm> {
  const perLoop = film.range.last - film.range.first + 1;
  const frames = perLoop * film.loops;
  const pending: { bytes: Uint8Array; position: number }[] = [];
  const muxer = createMuxer(film, frames, sink.sequential ?? false, (bytes, position) =>
    pending.push({ bytes, position }),
  );
  // The muxer's stream target waits for nobody: what it gives is written before it gets more.
  const drain = async () => {
    for (const { bytes, position } of pending.splice(0)) await sink.write(bytes, position);
  };

  const keyFrames: number[] = [];
  let mediaBytes = 0;
  let codecString = '';
  let colorSpace: VideoColorSpaceInit = {};
  let count = 0;
  await sink.expect?.(frames * INDEX_BYTES);
  for await (const chunk of repeat(chunks, film.loops)) {
    assertInOrder(chunk, count % perLoop, film);
    if (chunk.key) keyFrames.push(count);
    if (chunk.decoderConfig) {
      codecString = codecInStream(chunk.decoderConfig);
      ({ colorSpace } = chunk.decoderConfig);
    }
    mediaBytes += chunk.data.byteLength;
    add(muxer, chunk, count, film.fps);
    count++;
    await drain();
    signal?.throwIfAborted();
    if (count === perLoop && film.loops > 1)
      await sink.expect?.(frames * INDEX_BYTES + mediaBytes * film.loops);
  }
  if (count !== frames) {
    throw new StillmotionError(
      'encoding-failed',
      `The film has ${counted(count, 'frame')}; expected ${frames}.`,
    );
  }
  muxer.finalize();
  await drain();
  return { frames, codecString, colorSpace, keyFrames, mediaBytes };
}

function createMuxer(
  film: Film,
  frames: number,
  sequential: boolean,
  onData: (bytes: Uint8Array, position: number) => void,
) {
  const { numerator } = film.fps;
  return withoutClock(
    () =>
      new Muxer({
        target: new StreamTarget({
          // The muxer uses its memory again.
          onData: (bytes, position) => onData(withTrackName(bytes.slice(), position), position),
          // Fragments are whole when they come.
          chunked: !sequential,
          chunkSize: WRITE_SIZE,
        }),
        video: {
          codec: CODECS[film.codec].track,
          ...film.size,
          // Becomes the track's time scale: a frame lasts a whole number of its ticks, also for 30000/1001.
          frameRate: numerator * Math.ceil(LEAST_TIME_SCALE / numerator),
        },
        fastStart: sequential ? 'fragmented' : { expectedVideoChunks: frames },
      }),
  );
}

/** What the muxer calls each track, which players show as its title. */
const MUXER_NAME = 'mp4-muxer-hdlr';
/** What tools know as no title at all. */
const TRACK_NAME = 'VideoHandler';
/** The name is far within these first bytes of a file, and all written at once. */
const NAME_WITHIN = 1 << 12;

/** Behind the name, which ends with 0, the box keeps its length. */
function withTrackName(bytes: Uint8Array, position: number): Uint8Array {
  if (position >= NAME_WITHIN) return bytes;
  const letters = String.fromCharCode(...bytes.subarray(0, NAME_WITHIN));
  const at = letters.indexOf(MUXER_NAME);
  if (at < 0) return bytes;
  bytes.fill(0, at, at + MUXER_NAME.length);
  bytes.set(new TextEncoder().encode(TRACK_NAME), at);
  return bytes;
}

/** The muxer stamps files with the time of day; the same job must give the same bytes. 0: not set. */
function withoutClock<T>(make: () => T): T {
  const { now } = Date;
  Date.now = () => MP4_EPOCH * 1000;
  try {
    return make();
  } finally {
    Date.now = now;
  }
}

/** Times go in as fractions of µs, from the count alone: the muxer rounds them to the nearest tick. */
function add(muxer: Muxer<StreamTarget>, chunk: Chunk, count: number, fps: FrameRate): void {
  const microseconds = (n: number) => secondsAt(n, fps) * 1e6;
  muxer.addVideoChunkRaw(
    chunk.data,
    chunk.key ? 'key' : 'delta',
    microseconds(count),
    microseconds(1),
    chunk.decoderConfig && { decoderConfig: asWebCodecs(chunk.decoderConfig) },
  );
}

function asWebCodecs({ codec, colorSpace, description }: DecoderConfig): VideoDecoderConfig {
  return { codec, colorSpace, ...(description && { description: description.slice().buffer }) };
}

/** `count` is the frame's place in its loop. */
function assertInOrder({ timestamp, key }: Chunk, count: number, { fps, range }: Film): void {
  const expected = timestampAt(range.first + count, fps);
  if (timestamp !== expected) {
    throw new StillmotionError(
      'encoding-failed',
      `Frame ${count} of the film came with the time ${timestamp} µs when ${expected} µs was expected.`,
    );
  }
  if (count === 0 && !key) {
    throw new StillmotionError('encoding-failed', 'The film does not begin with a key frame.');
  }
}
