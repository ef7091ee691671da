import type { FilmPlan } from '../../core/film-plan.ts';
import { findVideoCodec } from '../index.ts';
import { encodesInHardware, takenConfig } from './encoder-config.ts';

/**
 * The plan of a film whose frames all lose alike: its encoder takes a quantizer for each, or keeps to one of its own at an
 * end of its bit rates. `undefined` where this browser's encoder does neither.
 */
export async function keepQuality(plan: FilmPlan): Promise<FilmPlan | undefined> {
  const { quality, steady, ...others } = plan;
  if (quality === undefined) return undefined;
  const { quantizers, deepQuantizers = quantizers } = findVideoCodec(plan.codec);
  const { [quality]: quantizer } = plan.depth ? deepQuantizers : quantizers;
  const quantized = { ...others, quality, bitrate: 0, quantizer };
  if ((await takenConfig(quantized)) !== undefined) return quantized;
  // What hardware makes of such bit rates, nobody has seen.
  if (steady === undefined || (await isForHardware({ ...others, quality }))) return undefined;
  const config = await takenConfig(plan);
  return config !== undefined && (await staysSteady(config)) ? { ...plan, bitrate: 0 } : undefined;
}

async function isForHardware(plan: FilmPlan): Promise<boolean> {
  return (await takenConfig(plan)) !== undefined && encodesInHardware(plan);
}

const PROBE_SIDE = 32;
/** Bits a second that noise of that size can't take, at any quantizer. */
const PROBE_RATES = [1e7, 2e7] as const;
/** Noise that is hardly quantized has nearly all of its bytes. */
const MOST_OF_NOISE = 0.75;

let steadiness: Promise<boolean> | undefined;

/**
 * Tries whether bits without end leave an encoder of software at a quantizer of its own, which a screen's is: twice as
 * many change nothing, and noise is still coarse. Others would spend them all.
 */
function staysSteady({ codec }: VideoEncoderConfig): Promise<boolean> {
  return (steadiness ??= Promise.all(PROBE_RATES.map((rate) => sizesOfNoise(codec, rate))).then(
    ([some, more]) => {
      const most = MOST_OF_NOISE * 1.5 * PROBE_SIDE ** 2;
      return some !== undefined && some.join() === more?.join() && Math.max(...some) < most;
    },
    () => false,
  ));
}

/** Bytes of a key frame of noise and of the one behind it. */
async function sizesOfNoise(codec: string, bitrate: number): Promise<number[]> {
  const sizes: number[] = [];
  let failed: DOMException | undefined;
  const encoder = new VideoEncoder({
    output: ({ byteLength }) => sizes.push(byteLength),
    error: (error) => (failed = error),
  });
  try {
    encoder.configure({
      codec,
      width: PROBE_SIDE,
      height: PROBE_SIDE,
      bitrate,
      framerate: 30,
      latencyMode: 'quality',
      hardwareAcceleration: 'prefer-software',
      contentHint: 'detail',
    });
    for (const timestamp of [0, 33_333]) {
      const frame = noise(timestamp);
      encoder.encode(frame, { keyFrame: timestamp === 0 });
      frame.close();
    }
    await encoder.flush();
    if (failed) throw failed;
    return sizes;
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
}

function noise(timestamp: number): VideoFrame {
  let state = timestamp + 1;
  const bytes = Uint8Array.from({ length: 1.5 * PROBE_SIDE ** 2 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >> 16;
  });
  return new VideoFrame(bytes, {
    format: 'I420',
    codedWidth: PROBE_SIDE,
    codedHeight: PROBE_SIDE,
    timestamp,
  });
}
