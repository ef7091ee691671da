import { classifyRenderer } from './core/backend.ts';
import { type RenderPlan, specOfPicture } from './film/plan.ts';
import type { Size } from './core/size.ts';
import type { RenderSpec } from './film/spec/spec.ts';
import { type Canvas, createContext, createOffscreenContext } from './gl/context.ts';
import { closeFiles, decodeFiles } from './gl/files.ts';
import { withFocus } from './gl/focus.ts';
import { encodeImage, encodeImages, type Pixels } from './codecs/images/encode.ts';
import { encodeRolled } from './codecs/h264-rolled/encode.ts';
import { imagePlanes } from './codecs/h264-rolled/image-planes.ts';
import { loadKernel, looksAtSecond, type RolledFilm } from './codecs/h264-rolled/index.ts';
import { degreeOf, planRolledFilm } from './film/encoding/choose-encoder.ts';
import { gif } from './codecs/gif.ts';
import { DITHER_NAMES } from './codecs/gif/dither-names.ts';
import { PALETTE_NAMES } from './codecs/gif/palette-names.ts';
import { findImageCodec } from './codecs/index.ts';
import { png } from './codecs/png.ts';
import { passRaw, type RawFrames } from './codecs/raw/pass.ts';
import { encodeScene } from './codecs/scene/encode.ts';
import { rgba } from './codecs/rgba.ts';
import { drawnTypefaces } from './titles/drawn-typefaces.ts';
import { prefetchTitleFont } from './titles/font.ts';
import { type DecodedPicture, decodePicture } from './gl/decode.ts';
import { filmEngine, isMadeOfPixels, isPictures } from './renderers/film-engine.ts';
import { decideBackground } from './renderers/decide-background.ts';
import { embedScene, type Looked } from './html-player/embed-scene.ts';
import {
  type ComingCapture,
  createCanvasCapture,
  createComingCapture,
  createPixelsCapture,
  createPlanesCapture,
} from './codecs/webcodecs/capture.ts';
import { createDeepCapture } from './codecs/webcodecs/deep-capture.ts';
import {
  type CaptureChoice,
  type CaptureName,
  chooseCapture,
} from './codecs/webcodecs/choose-capture.ts';
import type { Gop } from './core/chunk.ts';
import { encode, type EncodeOptions } from './codecs/webcodecs/encode.ts';
import { encodeSeenThrough } from './codecs/webcodecs/encode-seen-through.ts';
import { agree } from './codecs/webcodecs/agree.ts';
import { encodesInHardware } from './codecs/webcodecs/encoder-config.ts';
import type { FilmPlan } from './core/film-plan.ts';
import type { Sampling } from './core/sampling.ts';
import { settledBy, type Watched } from './renderers/gentle.ts';
import { deepPlanesOf, type Making } from './renderers/planes-renderer.ts';
import { openPicture, openPictures } from './renderers/open-pictures.ts';
import { type Frame, frameAt, type FrameRange } from './core/timeline.ts';
import { embedSpec } from './film/carried/embedded-spec.ts';
import type { Files } from './film/carried/spec-files.ts';
import { planFilm } from './film/encoding/film-plan.ts';
import { orLost } from './gl/late-loss.ts';
import { assertSeenThrough } from './film/encoding/assert-seen-through.ts';
import type { FilmProof } from './verify/proof.ts';
import type { VerifyOptions } from './verify/verify-film.ts';

/** A job whose picture is decoded and whose sizes are decided. */
export interface Job {
  readonly plan: RenderPlan;
  /** The graphics in use, as the driver names itself. */
  readonly renderer: string;
  /** What makes the frames of a film, and why nothing cheaper; for people. */
  engineFor(film: FilmPlan): { readonly name: string; readonly reason: string };
  /**
   * @throws StillmotionError `frame-too-large`, `usage` where the codec takes the canvas or the bit rate
   *   nowhere; `codec-unsupported`, `usage` where this browser's encoder doesn't
   */
  planFilm(): Promise<FilmPlan>;
  /** How frames reach the encoder here. */
  chooseCapture(film: FilmPlan): Promise<CaptureChoice>;
  /**
   * The film of the plan's range, GOP by GOP.
   *
   * @param part which frames instead; it begins and ends where GOPs do
   * @throws StillmotionError `graphics-lost` before any chunk of a frame that may be blank
   */
  film(film: FilmPlan, options: FilmOptions, part?: FrameRange): AsyncGenerator<Gop>;
  /** One frame as RGBA bytes, at the size of the canvas, the top row first. */
  pixels(index: number): Promise<Pixels>;
  /**
   * One frame as a picture, at the size of the canvas.
   *
   * @param codec by its name; left out: PNG
   */
  still(index: number, codec?: string): Promise<Blob>;
  /**
   * Compares a film's file, or a picture a frame, with frames that are drawn afresh.
   *
   * @throws StillmotionError `verification-failed`; see `verifyFilm`
   */
  verify(files: readonly Blob[], film: FilmPlan, options?: VerifyOptions): Promise<FilmProof>;
  /** Frees the picture and the graphics context. */
  close(): Promise<void>;
}

export interface FilmOptions extends EncodeOptions {
  readonly capture: CaptureName;
}

/**
 * Brings picture and spec together.
 *
 * @param picture an encoded picture, or `null` for the built-in one; those of a spec that has several
 * @param canvas to draw on; left out: one off screen
 * @param given files that effects read, by the names that the spec has for them
 * @param still the codec of a picture that is all that is wanted; left out: it is a film
 * @param watched by somebody who goes on in the same page; its frames are made for one caller at a time then
 */
export async function openJob(
  picture: Blob | null | readonly Blob[],
  asked: RenderSpec,
  canvas?: Canvas,
  given: Files = {},
  still?: string,
  watched?: Watched,
): Promise<Job> {
  const context = canvas ? createContext(canvas) : createOffscreenContext();
  const assertAlive = context.watch();
  try {
    if (asked.title !== undefined) prefetchTitleFont();
    const decoded = await decodeFiles(asked, given, context.maxTextureSize);
    const decide = (spec: RenderSpec, of: DecodedPicture) => decideBackground(spec, of, still);
    const opening = Array.isArray(picture)
      ? openPictures(context, picture as readonly Blob[], asked, decoded, drawnTypefaces, watched)
      : openPicture(context, picture as Blob | null, asked, decoded, drawnTypefaces, decide);
    const { plan, renderer, show, close } = await opening.catch((error: unknown) => {
      closeFiles(decoded);
      throw error;
    });
    /** What the picture has decided is said by what carries the spec. */
    const spec = { ...asked, background: plan.spec.background, codec: plan.spec.codec };
    const making = (): Making => (watched ? renderer().gently(watched) : renderer());
    let drawn: Promise<unknown> = Promise.resolve();
    /** One after the other, whoever asks. */
    const pixels = async (index: number): Promise<Pixels> => {
      const drawing = drawn.then(() => (show ?? making()).pixels(index));
      drawn = drawing.catch(() => {});
      return { ...plan.layout.canvas, data: await drawing };
    };
    const pictures = picture === null ? [] : [picture].flat();
    /** At one of several pictures. */
    const look = async (n: number): Promise<Looked> => {
      const wanted = specOfPicture(plan, n);
      const seen = await decodePicture(pictures[n] ?? new Blob(), context.maxTextureSize, wanted);
      const { focus } = await withFocus(wanted, seen);
      seen.bitmap.close();
      return { size: seen.size, focus };
    };
    const captureBy = async (name: CaptureName, film: FilmPlan): Promise<ComingCapture> => {
      if (show) return createComingCapture(show.settled, film.size);
      const { draw, planes } = making();
      if (name === 'planes')
        return watched
          ? createComingCapture(settledBy(planes, film.still), film.size)
          : createPlanesCapture(renderer().planes, film.size, film.still);
      context.resize(film.size);
      return createCanvasCapture((index) => draw(index, film.size), context.canvas, film.still);
    };
    /** For one row of frames at a time. */
    const allPlanes = () =>
      show
        ? (frames: Iterable<Frame>, size: Size) => show.planes(frames, size, (made) => made)
        : making().planes;
    const captureOf = async (film: FilmPlan, name: CaptureName): Promise<ComingCapture> => {
      const { depth, sampling, size } = film;
      if (depth) {
        const deepPlanes = show?.deepPlanes ?? deepPlanesOf(making());
        return createDeepCapture((frames) => deepPlanes(frames, size, sampling), size, sampling);
      }
      if (sampling) return createPixelsCapture(pixels, sampling);
      return captureBy(name, film);
    };
    const rawFrames = (film: FilmPlan): RawFrames => {
      if (film.codec === rgba.name) return { pixels };
      if (film.depth) return { deepPlanes: show?.deepPlanes ?? deepPlanesOf(making()) };
      return { planes: allPlanes() };
    };
    const begin = async (
      film: FilmPlan,
      capture: CaptureName,
      options: EncodeOptions,
      part: FrameRange | undefined,
    ): Promise<AsyncGenerator<Gop>> => {
      const { name } = film.encoder;
      if (film.codec === gif.name) {
        const { encodeGif } = await import('./codecs/gif/encode.ts');
        const { palette = PALETTE_NAMES[0], dither = DITHER_NAMES[0] } = spec;
        return encodeGif(film, pixels, { palette, dither }, options, part);
      }
      if (name === 'pictures') return encodeImages(film, pixels, options, part);
      if (name === 'scene')
        return encodeScene(
          film,
          () => embedScene(plan, spec, pictures, given, look),
          options,
          part,
        );
      if (name === 'raw') return passRaw(film, rawFrames(film), options, part);
      if (film.transparent) return encodeSeenThrough(film, pixels, options, part);
      if (name === 'webcodecs') {
        // Of several pictures these are made for one caller at a time.
        const areForOne = show !== undefined && (film.sampling ?? film.depth) !== undefined;
        const lanes = areForOne ? 1 : options.lanes;
        const images = await captureOf(film, capture);
        return encode(film, images, { ...options, lanes }, part);
      }
      const imageAt = async (index: number) => {
        for await (const made of making().planes([frameAt(index, film)], film.size))
          return imagePlanes(made.planes, film.size);
        throw new Error('a frame was asked for, and none was made');
      };
      const rolled = rolledFilm(plan, film);
      const first = await imageAt(0);
      const second = looksAtSecond(rolled) ? await imageAt(1) : first;
      return encodeRolled(rolled, [first, second], options, part);
    };
    return {
      plan,
      renderer: context.renderer,
      engineFor: (film) => filmEngine(plan, film),
      planFilm: async () => {
        await loadKernel();
        const film = await agree(planFilm(plan));
        return { ...film, tags: { stillmotion: embedSpec(spec) } };
      },
      async chooseCapture(film) {
        if (film.encoder.name === 'scene')
          return { name: 'planes', reason: 'no frames are needed' };
        if (isPictures(film)) return { name: 'planes', reason: 'pictures need no planes' };
        if (isMadeOfPixels(film))
          return { name: 'planes', reason: 'made of the pixels themselves' };
        if (film.depth) return { name: 'planes', reason: 'a canvas has eight bits a sample' };
        if (show)
          return { name: 'planes', reason: 'pictures that follow one another are read back' };
        if (film.encoder.name === 'raw') return { name: 'planes', reason: 'frames are read back' };
        if (film.encoder.name === 'rolled')
          return { name: 'planes', reason: 'the picture is read back once' };
        return chooseCapture(spec.capture, {
          backend: classifyRenderer(context.renderer),
          encodesInHardware: () => encodesInHardware(film),
        });
      },
      async *film(film, { capture, ...options }, part) {
        for await (const gop of await begin(film, capture, options, part)) {
          // A context says that it is lost only a moment after it was, when its frame is drawn already.
          assertAlive();
          yield gop;
        }
      },
      pixels,
      async still(index, codec = png.name) {
        assertSeenThrough(findImageCodec(codec), spec);
        return encodeImage(await pixels(index), findImageCodec(codec), degreeOf(spec.quality));
      },
      async verify(files, film, options) {
        // Nothing that a film waits for at its start.
        const { verifyFilm } = await import('./verify/verify-film.ts');
        const timed = (indices: readonly number[]) => indices.map((index) => frameAt(index, plan));
        async function* planes(indices: readonly number[], size: Size) {
          for await (const made of making().drawnPlanes(timed(indices), size)) yield made.planes;
        }
        const drawing = {
          planes: (indices: readonly number[], size: Size) =>
            show ? show.planes(timed(indices), size, (made) => made.planes) : planes(indices, size),
          async *deepPlanes(indices: readonly number[], size: Size, sampling?: Sampling) {
            const deepPlanes = show?.deepPlanes ?? deepPlanesOf(making());
            for await (const made of deepPlanes(timed(indices), size, sampling)) yield made.planes;
          },
          pixels,
        };
        const openPage = async (file: Blob) =>
          (await import('./html-player/open-page.ts')).openPage(file);
        const how = { ...options, openPage };
        return orLost(context.watch(), () => verifyFilm(files, film, drawing, how));
      },
      async close() {
        close();
        closeFiles(decoded);
        context.dispose();
      },
    };
  } catch (error) {
    context.dispose();
    throw error;
  }
}

/** The film that `planFilm` has decided on. */
function rolledFilm(plan: RenderPlan, { keyFrameInterval }: FilmPlan): RolledFilm {
  const rolled = planRolledFilm(plan, keyFrameInterval);
  if (typeof rolled === 'string') throw new Error(`planned, but refused: ${rolled}`);
  return rolled.film;
}
