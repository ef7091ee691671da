import { setTimeout as pass } from 'node:timers/promises';
import { type Backend, classifyRenderer } from '../../core/backend.ts';
import { type ErrorCode, StillmotionError } from '../../core/errors.ts';
import type { Size } from '../../core/size.ts';
import type { RenderPlan } from '../../film/plan.ts';
import type { FilmStart, PictureSource, Reply } from '../../headless/protocol.ts';
import type { EncodedSound, SoundJob } from '../../core/sound/sound.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { Chunk, Gop } from '../../core/chunk.ts';
import { type BackendChoice, graphicsAttempts } from '../browser/graphics.ts';
import type { BrowserCandidate } from '../browser/find.ts';
import { launchPage } from '../browser/launch.ts';
import { type DrawingPage } from '../browser/drawing-page.ts';
import { unpackChunks } from './chunk-list.ts';
import { withDeadline } from '../files/deadline.ts';
import type { FilmProof } from '../../verify/proof.ts';

export interface SessionOptions {
  readonly candidate: BrowserCandidate;
  readonly gl: BackendChoice;
  readonly sandbox: boolean;
  /** The longest wait for any one answer of the browser, s. */
  readonly timeout: number;
  /** Ends the browser; whoever waits for it is told. */
  readonly signal?: AbortSignal;
  /** Told what went wrong without harm. */
  readonly onNote: (text: string) => void;
}

/**
 * How often a browser is asked for graphics before there are none, and ms in between: a process that drew
 * and has died is replaced within moments.
 */
const MOST_ASKS = 4;
const ASK_AGAIN = 100;
/** Encoders side by side: more than this would wait for the frames that one page draws. */
const MOST_LANES = 8;

/** A browser that is ready to draw, for one job after the other. */
export interface Session {
  readonly browser: string;
  /** As the driver names itself. */
  readonly renderer: string;
  readonly backend: Backend;
  /** True when the same job gives the same bytes here: no encoder is cut into threads by the clock. */
  readonly reproducible: boolean;
  /** Lets the browser read pictures, for `examine`. */
  offer(pictures: readonly string[]): Promise<void>;
  /**
   * Decodes one of the pictures that were offered.
   *
   * @returns how large it is, upright and after its crop, px
   * @throws StillmotionError `picture-undecodable`, `picture-too-large`, `input-unreadable`
   */
  examine(picture: number, crop: string | undefined): Promise<Size>;
  /**
   * Brings the pictures' files (none: the built-in picture) and spec together.
   *
   * @param files paths of what its effects read, in the order of `fileNamesIn`
   * @param still the codec of a picture that is all that is wanted; left out: it is a film
   */
  open(
    spec: RenderSpec,
    pictures: string | readonly string[] | undefined,
    files?: readonly string[],
    still?: string,
  ): Promise<RenderPlan>;
  /**
   * Begins the film of the open job; its chunks come from `gops`.
   *
   * @param first the frame to begin with, where a GOP does; left out: the range's first
   * @param last the frame to end with, where a GOP does; left out: the range's last
   */
  startFilm(first?: number, last?: number): Promise<FilmStart>;
  /** @param onEncoded told how many frames are encoded so far */
  gops(onEncoded?: (frames: number) => void): AsyncGenerator<Gop>;
  /**
   * One frame of the open job as a picture.
   *
   * @param codec by its name
   */
  still(index: number, codec?: string): Promise<Buffer>;
  /** A sound's file, decoded, changed and encoded again. */
  encodeSound(path: string, job: SoundJob): Promise<EncodedSound>;
  /**
   * Compares a film with frames of the open job.
   *
   * @param paths of its file, or of a picture a frame
   * @param sound how long its sound is to last, s; left out: it is to have none; `any`: as it has
   */
  verify(paths: readonly string[], sound: number | 'any' | undefined): Promise<FilmProof>;
  close(): Promise<void>;
}

/** @throws StillmotionError `graphics-unavailable` when no backend of the choice can be had */
export async function openSession(options: SessionOptions): Promise<Session> {
  const tried: string[] = [];
  const attempts = graphicsAttempts(options.gl, options.candidate.source);
  for (const { flags, accepts } of attempts) {
    const page = await launchPage({ ...options, flags });
    try {
      const asks = accepts === attempts.at(-1)?.accepts ? MOST_ASKS : 1;
      const renderer = await askRenderer(page, options.timeout, asks);
      const backend = renderer && classifyRenderer(renderer);
      if (backend && accepts.includes(backend))
        return createSession(page, renderer, backend, options.timeout);
      tried.push(`${accepts.join(' or ')}: ${renderer ? `got ${renderer}` : 'no WebGL2'}`);
    } catch (error) {
      await page.close();
      throw error;
    }
    await page.close();
  }
  throw noBackend(options, tried);
}

/** What a browser says while there is nothing that draws. */
const WITHOUT_GRAPHICS: readonly ErrorCode[] = ['graphics-unavailable', 'graphics-lost'];

/** `undefined` without WebGL2: another backend may have it. */
async function askRenderer(
  page: DrawingPage,
  timeout: number,
  asks: number,
): Promise<string | undefined> {
  const reply = await withDeadline(page.call('graphics'), timeout, 'starting its graphics');
  if (reply.ok) return reply.value.renderer;
  if (!WITHOUT_GRAPHICS.includes(reply.code)) throw new StillmotionError(reply.code, reply.message);
  if (asks === 1) return undefined;
  await pass(ASK_AGAIN);
  return askRenderer(page, timeout, asks - 1);
}

function createSession(
  page: DrawingPage,
  renderer: string,
  backend: Backend,
  timeout: number,
): Session {
  const ask = async <T>(stage: string, answer: Promise<Reply<T>>): Promise<T> => {
    const reply = await withDeadline(answer, timeout, stage);
    if (reply.ok) return reply.value;
    // They were there when the session began.
    const code = reply.code === 'graphics-unavailable' ? 'graphics-lost' : reply.code;
    throw new StillmotionError(code, reply.message);
  };
  const offer = (paths: readonly string[]) =>
    withDeadline(page.offerPictures(paths), timeout, 'getting the pictures');
  const lanes = Math.min(page.processors ?? 1, MOST_LANES);
  return {
    browser: page.version,
    renderer,
    backend,
    reproducible: page.processors !== undefined,
    offer,
    examine: (picture, crop) =>
      ask('looking at a picture', page.call('examine', picture, crop ?? null)),
    async open(spec, pictures = [], files = [], still) {
      if (files.length > 0)
        await withDeadline(page.offerFiles(files), timeout, 'getting the files of effects');
      const paths = typeof pictures === 'string' ? [pictures] : pictures;
      const open = (source: PictureSource) => page.call('open', spec, source, still ?? null);
      if (paths.length === 0) return ask('opening the job', open('built-in'));
      await offer(paths);
      return ask('loading the picture', open(spec.pictures === undefined ? 'file' : 'files'));
    },
    async startFilm(first, last) {
      await page.ready;
      return ask('starting the encoder', page.call('start', lanes, first ?? null, last ?? null));
    },
    async *gops(onEncoded) {
      let chunks: Chunk[] = [];
      for (;;) {
        const news = await ask('encoding', page.call('pull'));
        if (news === null) return;
        onEncoded?.(news.encoded);
        const { piece } = news;
        if (piece === undefined) continue;
        chunks.push(...unpackChunks(Buffer.from(piece.data, 'base64'), piece));
        if (!piece.complete) continue;
        yield { range: piece.range, chunks };
        chunks = [];
      }
    },
    still: async (index, codec = 'png') =>
      Buffer.from(await ask('drawing the frame', page.call('still', index, codec)), 'base64'),
    async encodeSound(path, job) {
      await withDeadline(page.offerSound(path), timeout, 'getting the sound');
      await ask('starting the encoder', page.call('startSound', job));
      const pieces: Buffer[] = [];
      for (;;) {
        const { data, peak } = await ask('encoding the sound', page.call('pullSound'));
        if (data !== undefined) pieces.push(Buffer.from(data, 'base64'));
        if (peak !== undefined) return { bytes: Buffer.concat(pieces), peak };
      }
    },
    async verify(paths, sound) {
      await withDeadline(page.offerFilm(paths), timeout, 'getting the film');
      return ask('comparing the film', page.call('verify', sound ?? null));
    },
    close: () => page.close(),
  };
}

function noBackend({ gl, candidate }: SessionOptions, tried: readonly string[]): StillmotionError {
  const found = tried.length === 0 ? 'the embedded browser has only swiftshader' : tried.join('; ');
  return new StillmotionError(
    'graphics-unavailable',
    `The graphics "${gl}" can't be had with ${candidate.path} (${found}). ` +
      'Use --gl auto, or for llvmpipe install libegl1, libgles2 and libgl1-mesa-dri.',
  );
}
