import type { Size } from '../core/size.ts';
import type { ErrorCode } from '../core/errors.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { ChunkList } from '../core/chunk.ts';
import type { FilmPlan } from '../core/film-plan.ts';
import type { FrameRange } from '../core/timeline.ts';
import type { SoundJob } from '../core/sound/sound.ts';
import type { FilmProof } from '../verify/proof.ts';
import type { CodecTrial, SoundAbility, TrialOutcome } from '../verify/trial.ts';

/**
 * The contract between the page that draws and the Node process that writes. Everything crosses as
 * JSON; bytes as base64, which the browser's own pipe makes of them anyway.
 */
export interface HeadlessPage {
  /** The graphics in use; asked before the job, to know whether this browser will do. */
  graphics(): Reply<Graphics>;
  /**
   * Decodes a picture of several that Node put into `PICTURE_INPUT`, and says how large it is, upright and after its crop.
   */
  examine(picture: number, crop: string | null): Promise<Reply<Size>>;
  /**
   * Opens a job; the pictures are the files that Node put into `PICTURE_INPUT`, and what effects read those in `FILES_INPUT`.
   * Closes the one before.
   *
   * @param still the codec of a picture that is all that is wanted; `null`: it is a film
   */
  open(spec: RenderSpec, picture: PictureSource, still: string | null): Promise<Reply<RenderPlan>>;
  /**
   * Begins to encode, and goes on while nobody pulls, up to a bound.
   *
   * @param lanes how many encoders work side by side
   * @param first the frame to begin with, where a GOP does; `null`: with the range's first
   * @param last the frame to end with, where a GOP does; `null`: with the range's last
   */
  start(lanes: number, first: number | null, last: number | null): Promise<Reply<FilmStart>>;
  /** Begins to encode the sound in `SOUND_INPUT`. */
  startSound(job: SoundJob): Reply<null>;
  /** More of the sound, or how far it is. */
  pullSound(): Promise<Reply<SoundNews>>;
  /** More of the film, as soon as there is any, in order; `null` after the last. */
  pull(): Promise<Reply<FilmNews | null>>;
  /**
   * A frame as a picture, base64.
   *
   * @param codec by its name
   */
  still(index: number, codec: string): Promise<Reply<string>>;
  /**
   * Compares the film in `FILM_INPUT`, a file or a picture a frame, with the open job's frames.
   *
   * @param sound how long its sound is to last, s; `null`: it is to have none; `any`: as it has
   */
  verify(sound: number | 'any' | null): Promise<Reply<FilmProof>>;
  /** Tries a codec out; it needs no job, and no graphics. */
  tryCodec(trial: CodecTrial): Promise<Reply<TrialOutcome>>;
  askForSounds(): Promise<Reply<SoundAbility>>;
}

/** What a page has to say of a sound that it encodes. */
export interface SoundNews {
  /** A piece of its file, in base64; left out while it is encoded, and more of it is than the last time. */
  readonly data?: string;
  /** Its loudest sample, with its last piece. */
  readonly peak?: number;
}

/** `files`: those of a spec that has several. */
export type PictureSource = 'file' | 'files' | 'built-in';

export interface Graphics {
  readonly renderer: string;
  readonly maxTextureSize: number;
}

export interface FilmStart {
  readonly film: FilmPlan;
  /** Which engine makes the frames, and why none that is cheaper. */
  readonly engine: string;
  readonly engineReason: string;
  /** How frames reach the encoder. */
  readonly capture: 'planes' | 'canvas';
  readonly captureReason: string;
}

/** A GOP, or as much of it as crosses at once: its chunks, whose bytes stand one behind the other. */
export interface GopPiece extends ChunkList {
  readonly range: FrameRange;
  /** Base64. */
  readonly data: string;
  /** No more of this GOP comes. */
  readonly complete: boolean;
}

/** What a page has to say when it is asked for more of a film. */
export interface FilmNews {
  /** How many frames are encoded so far, also those that wait for their turn. */
  readonly encoded: number;
  /** Left out while a GOP is at work, and frames of it have been encoded since the last time. */
  readonly piece?: GopPiece;
}

/** Errors cross as values, as exceptions would lose their code. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

/** The page's `<input type="file">`, through which the browser gets to read the picture, and no other file. */
export const PICTURE_INPUT = '#picture';
/** The same for a sound. */
export const SOUND_INPUT = '#sound';

/** The same for files that effects of the spec read, in the order of `fileNamesIn`. */
export const FILES_INPUT = '#files';

/** The same for a film that was written. */
export const FILM_INPUT = '#film';

/** A made-up origin that nothing but us answers for; https, so that the page is a secure context. */
export const ORIGIN = 'https://stillmotion.invalid';
export const PAGE_PATH = '/headless.html';
/** Where `play` serves its picture, and effects that a link doesn't carry. */
export const PICTURE_PATH = '/picture';
export const EFFECTS_PATH = '/effects';
/** Below it, by their numbers, files that these read. */
export const EFFECT_FILES_PATH = '/effect-files';
declare global {
  /** Where the page puts its half of the contract. */
  var stillmotion: HeadlessPage | undefined;
}
