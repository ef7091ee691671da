import { isSameButLevel } from '../h264-stream/same-but-level.ts';
import { copyDecoderConfig } from './decoder-config.ts';

const PROBE_SIDE = 32;
/** Bits a second that noise of that size can't take, at any quantizer. */
const PROBE_RATES = [1e7, 2e7] as const;
/** Noise that is hardly quantized has nearly all of its bytes. */
const MOST_OF_NOISE = 0.75;

/** What an encoder of software was found to do. */
interface Probed {
  /**
   * Bits without end leave it at a quantizer of its own, which a screen's is: twice as many change nothing, and noise is
   * still coarse. Others would spend them all.
   */
  readonly staysSteady: boolean;
  /** Not taken for a screen's, pictures have the same parameter sets, so that a film may have some of both. */
  readonly isAlike: boolean;
  /** The header of its stream. */
  readonly record?: Uint8Array | undefined;
}

let probed: Promise<Probed> | undefined;

/** Tries it, once. */
export function probe({ codec }: VideoEncoderConfig): Promise<Probed> {
  return (probed ??= findOut(codec).catch(() => ({ staysSteady: false, isAlike: false })));
}

async function findOut(codec: string): Promise<Probed> {
  const [rate, higher] = PROBE_RATES;
  const contentHint = 'detail';
  const [some, more, camera] = await Promise.all([
    encodeNoise({ codec, bitrate: rate, contentHint }),
    encodeNoise({ codec, bitrate: higher, contentHint }),
    encodeNoise({ codec, bitrate: rate }),
  ]);
  const most = MOST_OF_NOISE * 1.5 * PROBE_SIDE ** 2;
  const { sizes, record } = some;
  const staysSteady = sizes.join() === more.sizes.join() && Math.max(...sizes) < most;
  const isAlike = isSameButLevel(record ?? new Uint8Array(), camera.record ?? new Uint8Array(1));
  return { staysSteady, isAlike, record };
}

interface EncodedNoise {
  /** Of a key frame and of the one behind it, bytes. */
  readonly sizes: readonly number[];
  readonly record: Uint8Array | undefined;
}

async function encodeNoise(
  told: Pick<VideoEncoderConfig, 'codec' | 'bitrate' | 'contentHint'>,
): Promise<EncodedNoise> {
  const sizes: number[] = [];
  let record: Uint8Array | undefined;
  let failed: DOMException | undefined;
  const encoder = new VideoEncoder({
    output({ byteLength }, metadata) {
      sizes.push(byteLength);
      const config = metadata?.decoderConfig;
      if (config) record = copyDecoderConfig(config).description;
    },
    error: (error) => (failed = error),
  });
  try {
    encoder.configure({
      ...told,
      width: PROBE_SIDE,
      height: PROBE_SIDE,
      framerate: 30,
      latencyMode: 'quality',
      hardwareAcceleration: 'prefer-software',
    });
    for (const timestamp of [0, 33_333]) {
      const frame = noise(timestamp);
      encoder.encode(frame, { keyFrame: timestamp === 0 });
      frame.close();
    }
    await encoder.flush();
    if (failed) throw failed;
    return { sizes, record };
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
