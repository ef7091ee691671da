import type { FilmPlan } from '../../core/film-plan.ts';

/**
 * Bits a pixel of a key frame by `MEASURED`, below which a picture has next to no detail: skies had 0.1 to 0.2, one with
 * a strip of a photograph 0.4, a photograph of 1411 px enlarged to 1080p 0.6, and in 640×480 1.2 and more.
 */
const MOST_PLAIN = 0.5;
const MEASURED = 24;

/** A group of pictures as its encoder is told it. */
export interface Told {
  readonly film: FilmPlan;
  readonly config: VideoEncoderConfig;
  /** Its frames are decoded, so that it is made again where one stands out. */
  readonly isMeasured?: boolean;
  /** Of its frames; left out: those that the film has for them. */
  readonly quantizers?: readonly number[];
}

/**
 * How a group of pictures is encoded that begins with this one. Where there is no detail, frames above the ground have
 * nothing that their quantizer would code, and lose up to 2 dB each on what they are predicted from: the film would pulse.
 * So such a group has no layers. Its key frame has a coarser quantizer than the rest: of the same one it is far better than what
 * blocks that are skipped drift to, and what comes before the next key frame would lie below it. What is skipped follows
 * no rule that holds for all pictures, so that such a group is measured.
 */
export async function forPicture(picture: VideoFrame, told: Told): Promise<Told> {
  const { layers, ...film } = told.film;
  if (layers === undefined) return told;
  const { scalabilityMode: _, ...config } = told.config;
  const bits = 8 * (await keyFrameBytes(picture, config));
  if (bits >= MOST_PLAIN * film.size.width * film.size.height) return told;
  const { plain: quantizer, plainKey: keyQuantizer, isMeasured } = layers;
  return { film: { ...film, quantizer, keyQuantizer }, config, isMeasured };
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
