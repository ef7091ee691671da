import { Muxer, StreamTarget } from 'mp4-muxer';
import type { Chunk, DecoderConfig } from '../../core/chunk.ts';
import type { FilmPlan } from '../../core/film-plan.ts';
import type { Sink } from '../../core/streams/sink.ts';
import { type FrameRate, secondsAt } from '../../core/timeline.ts';
import type { Written } from '../container.ts';
import { atCreation } from '../creation-time.ts';
import { addToHeader, type Section } from './add-to-header.ts';
import { metadataBox } from './metadata.ts';
import { countFrames, createTally, filmChunks, framesPerLoop } from '../film-chunks.ts';
import { TRACKS } from './muxer-codecs.ts';

/** Frames of more than this many bytes in all are handed to the sink at once. */
const WRITE_SIZE = 1 << 20;
/** The muxer keeps so much room for each frame in front: its entries in stts, stss, stsc, stsz and co64. */
const INDEX_BYTES = 29;
/** And at least so much. */
const LEAST_ENTRY_BYTES = 28;
/** Players handle coarse time scales badly; a multiple of the frame rate keeps every frame exact. */
const LEAST_TIME_SCALE = 10_000;
/**
 * Writes chunks into an MP4 whose header comes first (room for it is kept in front). Into a sequential sink
 * it goes as fragments of a GOP each.
 */
export async function write(
  chunks: AsyncIterable<Chunk>,
  film: FilmPlan,
  sink: Sink,
  signal?: AbortSignal,
): Promise<Written> {
  const tally = createTally();
  const frames = countFrames(film);
  const pending: Section[] = [];
  // The index of a film in pieces counts bytes from its beginning: nothing can be put in between.
  const tags = metadataBox(sink.sequential ? undefined : film.tags);
  const room = frames + Math.ceil(tags.byteLength / LEAST_ENTRY_BYTES);
  const muxer = createMuxer(film, room, sink.sequential ?? false, (bytes, position) =>
    pending.push({ bytes, position }),
  );
  // The muxer's stream target waits for nobody: what it gives is written before it gets more.
  const drain = async () => {
    for (const { bytes, position } of pending.splice(0)) await sink.write(bytes, position);
  };
  await sink.expect?.(frames * INDEX_BYTES);
  for await (const chunk of filmChunks(chunks, film, tally, signal)) {
    add(muxer, chunk, tally.frames - 1, film.fps);
    await drain();
    if (film.loops > 1 && tally.frames === framesPerLoop(film))
      await sink.expect?.(frames * INDEX_BYTES + tally.mediaBytes * (frames / framesPerLoop(film)));
  }
  muxer.finalize();
  const last = [...pending];
  await drain();
  if (tags.byteLength > 0) await addToHeader(tags, last, sink);
  return tally;
}

function createMuxer(
  film: FilmPlan,
  frames: number,
  sequential: boolean,
  onData: (bytes: Uint8Array, position: number) => void,
) {
  const { numerator } = film.fps;
  return atCreation(
    film.tags,
    () =>
      new Muxer({
        target: new StreamTarget({
          // The muxer uses its memory again.
          onData: (bytes, position) => {
            const own = withTrackName(bytes.slice(), position);
            onData(film.sampling ? withWholeChroma(own, position) : own, position);
          },
          // Fragments are whole when they come.
          chunked: !sequential,
          chunkSize: WRITE_SIZE,
        }),
        video: {
          codec: trackOf(film.codec),
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

/** VP Codec ISO Media File Format Binding, 2.3: 4:4:4, between four bits of depth and one of range. */
const WHOLE_CHROMA = 3 << 1;

/** The muxer takes all VP9 for 4:2:0. */
function withWholeChroma(bytes: Uint8Array, position: number): Uint8Array {
  if (position >= NAME_WITHIN) return bytes;
  const at = String.fromCharCode(...bytes.subarray(0, NAME_WITHIN)).indexOf('vpcC');
  // Behind its name: version and flags, profile, level.
  const third = at + 4 + 4 + 2;
  if (at >= 0) bytes[third] = (bytes[third] ?? 0) | WHOLE_CHROMA;
  return bytes;
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

function trackOf(codec: string): 'avc' | 'hevc' | 'vp9' | 'av1' {
  const track = TRACKS[codec];
  if (track === undefined) throw new Error(`an MP4 of ours holds no ${codec}`);
  return track;
}
