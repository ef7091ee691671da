import type { Chunk, DecoderConfig } from '../../core/chunk.ts';
import type { FilmPlan, PlainBounds, SteadyRate } from '../../core/film-plan.ts';
import { steadyConfig } from './encoder-config.ts';
import { plainHold } from './plain-bounds.ts';

/**
 * Of ten bits, where a key frame has the quantizer `MEASURED`: skies had 0.1 to 0.2 bits a pixel, one with a strip of a
 * photograph 0.4, a photograph of 1411 px enlarged to 1080p 0.6, and in 640×480 1.2 and more.
 */
const DEEP_PLAIN: PlainBounds = { bits: 0.5, psnr: 50 };
const MEASURED = 24;

/** A group of pictures as its encoder is told it. */
export interface Told {
  readonly film: FilmPlan;
  readonly config: VideoEncoderConfig;
  /** Its frames are decoded, so that it is made again where one stands out; left out: that is for its key frame to say. */
  readonly isMeasured?: boolean;
  /** Its flat colours are looked at; left out: where its first frame has any. */
  readonly isFlat?: boolean;
  /** Of its frames; left out: those that the film has for them. */
  readonly quantizers?: readonly number[];
  /** As what other groups of the film are described, where it is encoded otherwise. */
  readonly described?: DecoderConfig;
}

/**
 * How a group of pictures of ten bits is encoded that begins with this one. Where there is no detail, frames above the ground
 * have nothing that their quantizer would code, and lose up to 2 dB each on what they are predicted from: the film would
 * pulse. So such a group has no layers. Its key frame has a coarser quantizer than the rest: of the same one it is far better
 * than what blocks that are skipped drift to, and what comes before the next key frame would lie below it. What is skipped
 * follows no rule that holds for all pictures, so that such a group is measured.
 */
export async function forPicture(picture: VideoFrame, told: Told): Promise<Told> {
  const { layers, ...film } = told.film;
  if (layers === undefined) return told;
  const { scalabilityMode: _, ...config } = told.config;
  const bits = 8 * (await keyFrameBytes(picture, config));
  if (bits >= DEEP_PLAIN.bits * film.size.width * film.size.height) return told;
  const { plain: quantizer, plainKey: keyQuantizer, isMeasured } = layers;
  return { film: { ...film, quantizer, keyQuantizer, plain: DEEP_PLAIN }, config, isMeasured };
}

/** Whether its key frame says that a group of pictures has next to no detail. */
export function isPlain(key: Chunk, film: FilmPlan): boolean {
  return isFew(key.data.byteLength, film);
}

/** The same of a key frame of so many bytes. */
export function isFew(bytes: number, { plain, size }: FilmPlan): boolean {
  return 8 * bytes < (plain?.bits ?? 0) * size.width * size.height;
}

/**
 * How a group of pictures without detail is encoded by an encoder that keeps to a quantizer of its own: there it codes next
 * to nothing for a while, and then all at once. Held, it codes some of it in each frame.
 *
 * @param key what its key frame has come to as any other group's
 */
export function heldPlain({ film, config }: Told, key: Chunk): Told | undefined {
  if (!isPlain(key, film)) return undefined;
  return heldGroup({ film, config, isMeasured: true }, plainHold(film), key);
}

/**
 * How a group of pictures is encoded that is held near a quantizer; `undefined` where nobody knows as what other groups of
 * the film are described.
 *
 * @param key of the group, as any other is encoded
 */
export function heldGroup(
  told: Told,
  steady: SteadyRate,
  key: Chunk | undefined,
): Told | undefined {
  const described = told.described ?? key?.decoderConfig;
  if (described === undefined) return undefined;
  const { contentHint: _c, scalabilityMode: _s, bitrate: _b, ...common } = told.config;
  return {
    ...told,
    film: { ...told.film, steady },
    config: { ...steadyConfig(steady), ...common },
    described,
  };
}

/** What an encoder of its own makes of it; the film's stays as it is. */
async function keyFrameBytes(picture: VideoFrame, config: VideoEncoderConfig): Promise<number> {
  let bytes = 0;
  let failure: DOMException | undefined;
  const encoder = new VideoEncoder({
    output: (chunk) => (bytes += chunk.byteLength),
    error: (error) => (failure = error),
  });
  try {
    encoder.configure(config);
    encoder.encode(picture, { keyFrame: true, vp9: { quantizer: MEASURED } });
    await encoder.flush();
  } catch (cause) {
    throw failure ?? cause;
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
  return bytes;
}
