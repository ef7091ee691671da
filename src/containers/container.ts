import type { Chunk } from '../core/chunk.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import type { Sink } from '../core/streams/sink.ts';
import type { Sound, SoundCodecName } from '../core/sound/sound.ts';
import type { FilmFile } from './film-file.ts';

/** A kind of file that holds a film. */
export interface Container {
  /** In a spec. */
  readonly name: string;
  readonly label: string;
  /** Of file names, without the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  readonly mime: string;
  /** `many`: a film is a file a frame. */
  readonly files: 'one' | 'many';
  /** The names of the codecs that it holds; the first is the default. */
  readonly codecs: readonly string[];
  /** What times of frames are counted in where it is so coarse that their distances differ visibly; a second has so many. */
  readonly delays?: { readonly perSecond: number; readonly name: string };
  /** It says itself how often it is played: for ever, where nobody says otherwise. */
  readonly plays?: true;
  /** Beside a frame of video it has a place for its alpha. */
  readonly alpha?: true;
  /** The codecs of sound that it takes, as they are; left out: it has no sound. */
  readonly sounds?: readonly SoundCodecName[];
  /**
   * Writes chunks, which come in the order of their frames; the caller closes the sink.
   *
   * @param signal stops it between any two chunks; it rejects with the signal's reason
   * @param sound one of those that it takes; it ends where the film does
   * @throws StillmotionError `encoding-failed` when chunks are missing or out of order
   */
  write(
    chunks: AsyncIterable<Chunk>,
    film: FilmPlan,
    sink: Sink,
    signal?: AbortSignal,
    sound?: Sound,
  ): Promise<Written>;
  /**
   * Reads a film that it has written, to see whether it is right; left out: its frames are pictures.
   *
   * @throws StillmotionError `film-unreadable`
   */
  open?(file: Blob): Promise<FilmFile>;
}

/** What was written. */
export interface Written {
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
