import { asNumber } from '../../core/fraction.ts';
import { StillmotionError } from '../../core/errors.ts';
import { formatSize } from '../../core/size.ts';
import { findVideoCodec, otherCodecs } from '../index.ts';
import type { FilmPlan, SteadyRate } from '../../core/film-plan.ts';
import { takesTenBits } from './deep-capture.ts';

/** @throws StillmotionError `codec-unsupported` */
export async function encoderConfig(plan: FilmPlan): Promise<VideoEncoderConfig> {
  const config = await takenConfig(plan);
  if (config === undefined) throw unsupported(plan);
  return config;
}

/** Whether the browser has an encoder in hardware for this film. */
export async function encodesInHardware(plan: FilmPlan): Promise<boolean> {
  const config = {
    ...(await encoderConfig(plan)),
    hardwareAcceleration: 'prefer-hardware',
  } as const;
  return (await VideoEncoder.isConfigSupported(config)).supported === true;
}

/**
 * What the encoder is told with each frame.
 *
 * @param place of the frame in its group of pictures
 * @param quantizers of the group's frames, where they aren't those that the film has for them
 */
export function frameOptions(
  film: FilmPlan,
  place: number,
  quantizers?: readonly number[],
): VideoEncoderEncodeOptions {
  const keyFrame = place === 0;
  const quantizer = quantizers?.[place] ?? quantizerAt(film, place);
  if (quantizer === undefined) return { keyFrame };
  return { keyFrame, [findVideoCodec(film.codec).quantizerKey]: { quantizer } };
}

/** By what a frame of a group of pictures is quantized; `undefined` where its encoder is told none. */
export function quantizerAt(film: FilmPlan, place: number): number | undefined {
  const { quantizer, keyQuantizer, layers } = film;
  if (layers === undefined) return place === 0 ? (keyQuantizer ?? quantizer) : quantizer;
  if (place === 0) return layers.key;
  if (place % 2 === 1) return layers.top;
  return place % layers.period === 0 ? layers.ground : quantizer;
}

/** Layers in time are tried first, where bits are to be spent; `undefined` where the encoder takes neither. */
export async function takenConfig(plan: FilmPlan): Promise<VideoEncoderConfig | undefined> {
  if (typeof VideoEncoder === 'undefined') {
    throw new StillmotionError(
      'codec-unsupported',
      'This browser has no WebCodecs VideoEncoder, or the page is not a secure context (https or localhost).',
    );
  }
  if (plan.depth !== undefined && !takesTenBits())
    throw new StillmotionError(
      'codec-unsupported',
      'This browser makes no frames of ten bits; leave out the depth, or try another browser.',
    );
  const { scalabilityMode, encoderOptions } = findVideoCodec(plan.codec);
  const config: VideoEncoderConfig = {
    codec: plan.codecString,
    ...plan.size,
    framerate: asNumber(plan.fps),
    // Realtime encoders may drop frames.
    latencyMode: 'quality',
    ...encoderOptions,
  };
  for (const way of waysOf(plan, scalabilityMode)) {
    const candidate = { ...config, ...way };
    const { supported } = await VideoEncoder.isConfigSupported(candidate);
    if (supported) return candidate;
  }
  return undefined;
}

/** How it is told how much a frame may lose. */
function waysOf(
  { quantizer, layers, steady, bitrate }: FilmPlan,
  scalabilityMode: string | undefined,
): Partial<VideoEncoderConfig>[] {
  if (quantizer !== undefined)
    return [{ bitrateMode: 'quantizer', ...(layers && { scalabilityMode: layers.mode }) }];
  if (steady !== undefined) {
    return [steadyConfig(steady)];
  }
  return [...(scalabilityMode ? [{ bitrate, scalabilityMode }] : []), { bitrate }];
}

export function steadyConfig({
  told: bitrate,
  contentHint,
  scalabilityMode,
}: SteadyRate): Partial<VideoEncoderConfig> {
  const hardwareAcceleration = 'prefer-software';
  return {
    bitrate,
    hardwareAcceleration,
    ...(contentHint && { contentHint }),
    ...(scalabilityMode && { scalabilityMode }),
  };
}

export function unsupported({ codec, codecString, size, depth }: FilmPlan): StillmotionError {
  const { label, inHardwareAlone } = findVideoCodec(codec);
  const remedy = depth ? 'leave out the depth' : `try another codec: ${otherCodecs(codec)}`;
  const whose = inHardwareAlone ? ', which browsers have where the machine has one' : '';
  return new StillmotionError(
    'codec-unsupported',
    `This browser has no ${label} encoder for ${formatSize(size)} (${codecString})${whose}; ${remedy}.`,
  );
}
